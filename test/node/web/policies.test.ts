import { expect } from 'chai';
import { buildPage } from '../../../scripts/build-page.ts';
import { skipBecause } from '../../skip.ts';
import { missingBrowser, startBrowser } from './browser.fixture.ts';
import { enactsFromThePage } from './enacting.behavior.ts';
import type { GovernedTest } from './governed.fixture.ts';
import { startGovernedCity } from './governed-city.fixture.ts';
import { showsGovernedPlaces } from './governed-places.behavior.ts';
import { showsKeys } from './keys.behavior.ts';
import { keepsSecrets, votesFromThePage } from './voting.behavior.ts';
import { writesFromThePage } from './writing.behavior.ts';

describe('policies and votes in a browser', function () {
  this.timeout(120_000);
  let test: GovernedTest | undefined;
  const current = (): GovernedTest => {
    if (test === undefined) throw new Error('not started');
    return test;
  };

  before(async function () {
    const missing = missingBrowser();
    if (missing !== undefined) skipBecause(this, missing);
    await buildPage();
    const city = await startGovernedCity();
    const browser = await startBrowser();
    const sent: string[] = [];
    browser.context.on('request', (request) => {
      const parts = [request.method(), request.url(), JSON.stringify(request.headers()), request.postData() ?? ''];
      sent.push(parts.join('\n').toLowerCase());
    });
    test = { city, browser, sent };
  });
  after(async () => {
    await test?.browser.close();
    await test?.city.remove();
  });
  afterEach(() => {
    if (test !== undefined) expect(test.browser.complaints.splice(0)).to.deep.equal([]);
  });

  votesFromThePage(current);
  enactsFromThePage(current);
  writesFromThePage(current);
  showsKeys(current);
  keepsSecrets(current);
  showsGovernedPlaces(current);
});
