import { expect } from 'chai';
import { auditReceipt } from '../../../node/protocol/audit.ts';
import { nativeEngine } from '../../../node/protocol/signatures/native.ts';
import { buildPage } from '../../../scripts/build-page.ts';
import { skipBecause } from '../../skip.ts';
import { seriousFindings } from './accessibility.behavior.ts';
import { choose, missingBrowser, startBrowser, type TestBrowser, takePicture, textOf } from './browser.fixture.ts';
import { type CourtCity, citizenName, startCourtCity } from './court-city.fixture.ts';
import { testPassphrase } from './key-files.fixture.ts';
import { open } from './places.behavior.ts';

describe('court on the page', function () {
  this.timeout(180_000);

  let city: CourtCity;
  let browser: TestBrowser;

  before(async function () {
    const missing = missingBrowser();
    if (missing !== undefined) skipBecause(this, missing);
    await buildPage();
    city = await startCourtCity();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await city?.remove();
  });
  afterEach(() => expect(browser.complaints.splice(0)).to.deep.equal([]));

  const address = (id: number): string => `${city.node.url}/decisions/${id}`;

  async function sign(action: string): Promise<void> {
    const { page } = browser;
    await page.getByLabel('Key file', { exact: true }).setInputFiles(city.keyFile);
    await page.getByLabel('Passphrase').fill(testPassphrase);
    await page.locator('form').getByRole('button', { name: action }).click();
  }

  async function reasonsOf(id: number): Promise<string[]> {
    const { checks } = await auditReceipt({ receipt: await city.client.receipt(id), engine: nativeEngine });
    const details = checks.flatMap((check) => check.details.filter(({ state }) => state !== 'passed'));
    return details.map(({ name, reason }) => `${name}: ${reason}`).filter((one) => !one.endsWith('ANCHOR_NOT_GIVEN'));
  }

  it('scores a file in the tab, and offers to claim only what is strictly better', async () => {
    const { page } = browser;
    await open(page, address(city.weak[0]));
    await page.getByText('Nobody has beaten it').waitFor();
    await page.getByRole('button', { name: 'Beat this' }).click();
    await page.getByLabel('Sample file').setInputFiles(city.samples.weak);
    await page.locator('[data-scored=no-better]').waitFor();
    expect(await page.getByRole('button', { name: 'Sign and claim' }).count()).to.equal(0);
    await page.getByLabel('Sample file').setInputFiles(city.keyFile);
    await page.getByText('A document or a field is not as it has to be').waitFor();
    expect((await city.client.claims(city.weak[0])).claims).to.deep.equal([]);
  });

  it('beats a weak answer with a file: committed, revealed and scored on chain, with credit', async () => {
    const { page } = browser;
    const [id] = city.weak;
    await page.getByLabel('Sample file').setInputFiles(city.samples.better);
    await page.locator('[data-scored=better]').waitFor();
    expect(await seriousFindings(page)).to.deep.equal([]);
    await takePicture(page, 'court-better');
    await sign('Sign and claim');
    await page.locator('[data-ended=UPHELD]').waitFor();
    await page.getByText(`${citizenName} beat Test Committee`).waitFor();
    await page.getByText('Stands now', { exact: true }).waitFor();
    await takePicture(page, 'court-upheld');
    const { beatenBy } = await city.client.decision(id);
    expect(beatenBy).to.have.length(1);
    expect(beatenBy[0]).to.include({ name: citizenName, energy: String(city.report.energy) });
    expect(await page.evaluate(() => Object.values({ ...localStorage }).join(' '))).not.to.contain('"salt"');
    expect(await reasonsOf(id)).to.deep.equal([]);
  });

  it('finds a better plan in the tab, and goes on with its claim after a reload', async () => {
    const { page } = browser;
    const [, id] = city.weak;
    await open(page, address(id));
    await page.getByRole('button', { name: 'Beat this' }).click();
    await page.getByRole('button', { name: /^Search in this browser/ }).click();
    await page.locator('[data-scored=better]').waitFor();
    await page.getByRole('button', { name: 'Stop and keep the best' }).click();
    await page.getByText('The search is over.').waitFor();
    await sign('Sign and claim');
    await page.locator('[data-claim]').waitFor();
    await page.reload();
    await page.getByText('You have begun a claim').waitFor();
    await page.getByRole('button', { name: 'Beat this' }).click();
    await sign('Sign and claim');
    await page.locator('[data-ended=UPHELD]').waitFor();
    expect((await city.client.claims(id)).claims.map(({ state }) => state)).to.deep.equal(['UPHELD']);
    expect(await reasonsOf(id)).to.deep.equal([]);
  });

  it('strikes a misstated energy, and says so with its cause; its receipt too', async () => {
    const { page } = browser;
    await open(page, address(city.misstated));
    await page.getByRole('button', { name: 'This energy is wrong' }).click();
    await sign('This energy is wrong');
    await page.locator('[data-ended=UPHELD]').waitFor();
    await page.getByText('Cause: energy misstated').waitFor();
    await takePicture(page, 'court-struck');
    expect((await city.client.decision(city.misstated)).state).to.equal('STRUCK');
    expect(await reasonsOf(city.misstated)).to.include('not-struck: DECISION_STRUCK');
    await open(page, `${city.node.url}/check`);
    await page.locator('.drop input[type=file]').setInputFiles({
      name: 'receipt.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(await city.client.receipt(city.misstated))),
    });
    await page.getByRole('button', { name: 'Check this receipt' }).click();
    await page.locator('dd', { hasText: 'the court found' }).waitFor();
    await takePicture(page, 'court-receipt');
  });

  it('is read at 320 pixels, in Italian, and by keyboard', async () => {
    const { page } = browser;
    await choose(page, { language: 'it' });
    await page.setViewportSize({ width: 320, height: 800 });
    await open(page, address(city.weak[0]));
    await page.getByText(`${citizenName} ha battuto`).waitFor();
    const button = page.getByRole('button', { name: 'Battilo' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('File del campione').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(320);
    expect(await seriousFindings(page)).to.deep.equal([]);
    await takePicture(page, 'court-320');
    expect(await textOf(page.locator('body'))).not.to.contain('undefined');
  });
});
