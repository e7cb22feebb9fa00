import { expect } from 'chai';
import { buildPage } from '../../../scripts/build-page.ts';
import { skipBecause } from '../../skip.ts';
import { isAccessible } from './accessibility.behavior.ts';
import { auditsReceipts } from './audit.behavior.ts';
import { missingBrowser, startBrowser } from './browser.fixture.ts';
import { startDecidedCity } from './decided-city.fixture.ts';
import { offersDownloads } from './downloads.behavior.ts';
import { worksOffline } from './offline.behavior.ts';
import type { PageTest } from './page.fixture.ts';
import { showsEveryPlace } from './places.behavior.ts';
import { signsRequests } from './signing.behavior.ts';

describe('page in a browser', function () {
  this.timeout(120_000);
  let test: PageTest | undefined;
  const current = (): PageTest => {
    if (test === undefined) throw new Error('not started');
    return test;
  };

  before(async function () {
    const missing = missingBrowser();
    if (missing !== undefined) skipBecause(this, missing);
    await buildPage();
    test = { city: await startDecidedCity(), browser: await startBrowser() };
  });
  after(async () => {
    await test?.browser.close();
    await test?.city.remove();
  });
  afterEach(() => {
    if (test !== undefined) expect(test.browser.complaints.splice(0)).to.deep.equal([]);
  });

  showsEveryPlace(current);
  auditsReceipts(current);
  offersDownloads(current);
  isAccessible(current);
  signsRequests(current);
  worksOffline(current);
});
