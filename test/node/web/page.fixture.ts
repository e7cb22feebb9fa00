import type { TestBrowser } from './browser.fixture.ts';
import type { DecidedCity } from './decided-city.fixture.ts';

/** What every part of the page's test needs; made once, because founding a city costs seconds. */
export interface PageTest {
  city: DecidedCity;
  browser: TestBrowser;
}
