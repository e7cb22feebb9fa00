import type { TestBrowser } from './browser.fixture.ts';
import type { GovernedCity } from './governed-city.fixture.ts';

/** What every part of the test of the votes needs. */
export interface GovernedTest {
  city: GovernedCity;
  browser: TestBrowser;
  /** Every request that left the browser, whole, in lower case. */
  sent: string[];
  /** The proposal that the acts are about, once it was made from the page. */
  proposal?: string;
}
