import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { takePicture, textOf } from './browser.fixture.ts';
import type { GovernedTest } from './governed.fixture.ts';
import {
  castElsewhere,
  type GoverningAgency,
  timelockDelaySeconds,
  votingPeriodSeconds,
} from './governed-city.fixture.ts';
import { testPassphrase } from './key-files.fixture.ts';
import { open } from './places.behavior.ts';

const target = 'traffic-counts';
const mostClicks = 8;
/** In the system's own dialog, which no test sees: the file, and “Open”. */
const clicksOfDialog = 2;

/** Each whole act from the page: draft, propose, vote, queue, carry out; and `why`, before and after. */
export function votesFromThePage(current: () => GovernedTest): void {
  it('says before the vote that nobody permitted it', async () => {
    const { page } = current().browser;
    await open(page, `${current().city.node.url}/policies`);
    await page.getByRole('link', { name: 'Who may do what, and why?' }).click();
    await ask(page);
    await page.locator('[data-verdict="deny"][data-reason="NO_POLICY"]').waitFor();
    await takePicture(page, 'why-denied');
  });

  it('compiles a draft while it is written, and says what is wrong or not enforced', async () => {
    const { page } = current().browser;
    await open(page, `${current().city.node.url}/policies/new`);
    await page.getByLabel('Template').selectOption('research-only');
    await page.getByText('once the agencies voted for that participant').first().waitFor();
    await page.getByLabel('Template').selectOption('open-data');
    await page
      .getByText('Everybody may read, aggregate, derive from, pass on and use in decisions dataset traffic-counts')
      .waitFor();
    expect(await textOf(page.locator('main'))).to.contain('nothing checks it: it stays a promise');
    await page.getByLabel('Name of the policy').fill('tr\u0430ffic');
    await page.getByText('A name has a character that may not be there: U+0430').waitFor();
    await takePicture(page, 'draft-refused');
    await page.getByLabel('Name of the policy').fill(target);
    await page.getByText('The document, to change by hand').click();
    const document = await page.getByLabel('ODRL (JSON-LD)').inputValue();
    await page.getByLabel('ODRL (JSON-LD)').fill(document.replace('"uid"', '"uid": "urn:qdt:policy:x", "uid"'));
    await page.getByText('The document names something twice.').waitFor();
    await page.getByRole('button', { name: 'Back to the form' }).click();
    await page.getByText('What it means').waitFor();
  });

  it('proposes the draft, signed in the tab', async () => {
    const { page } = current().browser;
    const [proposer] = current().city.agencies;
    await page.getByLabel('Title and reasons').fill('People should see how full the roads are.');
    await giveKey(page, proposer);
    await page.locator('.words').getByText('Propose to the agencies, who then vote on it:').waitFor();
    await takePicture(page, 'draft');
    await page.getByRole('button', { name: 'Sign and propose' }).click();
    const proposed = page.locator('[data-proposed]');
    await proposed.waitFor();
    const id = (await proposed.getAttribute('data-proposed')) ?? '';
    current().proposal = id;
    await page.getByRole('link', { name: 'To the proposal' }).click();
    await page.waitForURL(`**/proposals/${id}`);
    await page.getByText('the proposal’s id is the hash of exactly these calls').waitFor();
    await page.locator('[data-outcome="would succeed"]').waitFor();
    await page.locator('[data-effect]', { hasText: 'comes into force' }).waitFor();
    await page.locator('[data-flip="permit"]', { hasText: 'Anybody (not enrolled) wants to read' }).waitFor();
    await takePicture(page, 'proposal-seatbelt');
    expect(await textOf(page.locator('h1'))).to.match(/^New policy: Everybody may read/);
    expect((await current().city.client.proposal(id)).proposer).to.equal(proposer.account.toLowerCase());
  });

  it(`casts a ballot within ${mostClicks} clicks of opening the page`, async () => {
    const { browser, city } = current();
    const { page } = browser;
    const [voter] = city.agencies;
    await city.waitFor(proposalOf(current()), 'ACTIVE');
    await page.evaluate(() => localStorage.removeItem('qdt.account'));
    await open(page, `${city.node.url}/`);
    let clicks = 0;
    await page.exposeFunction('countPress', () => {
      clicks += 1;
    });
    await page.evaluate(() =>
      document.addEventListener('pointerdown', () => Reflect.get(globalThis, 'countPress')(), true),
    );

    await page.getByRole('link', { name: 'My desk' }).click();
    await page.getByRole('link', { name: 'Vote', exact: true }).click();
    await page.locator('label.choice', { hasText: 'For' }).click();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByLabel('Key file', { exact: true }).click(),
    ]);
    await chooser.setFiles(voter.keyFile);
    await page.getByLabel('Passphrase').click();
    await page.keyboard.type(testPassphrase);
    const words = page.locator('.words').first();
    await words.getByText('This ballot votes for the proposal to:').waitFor();
    expect(await textOf(words))
      .to.contain(voter.name)
      .and.contain('Digest (EIP-712)');
    await takePicture(page, 'ballot-words');
    await page.getByRole('button', { name: 'Sign and cast the ballot' }).click();
    await page.getByText(`The ballot of ${voter.name} is counted: For.`).waitFor();
    expect(clicks).to.equal(6);
    expect(clicks + clicksOfDialog).to.be.at.most(mostClicks);
    expect((await city.client.proposal(proposalOf(current()))).tally.for).to.equal(1);
    await takePicture(page, 'ballot-counted');
  });

  it('takes the second agency’s ballot by keyboard alone', async () => {
    const { browser, city } = current();
    const { page } = browser;
    const [, voter] = city.agencies;
    await page.evaluate(() => localStorage.removeItem('qdt.account'));
    await open(page, `${city.node.url}/desk`);
    await tabTo(page, 'Vote');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Vote', exact: true }).waitFor();
    await tabTo(page, 'FOR');
    await page.keyboard.press('Space');
    await page.setInputFiles('input[type=file]', voter.keyFile);
    await tabTo(page, 'password');
    await page.keyboard.type(testPassphrase);
    await page.keyboard.press('Enter');
    await page.getByText(`The ballot of ${voter.name} is counted: For.`).waitFor();
  });

  it('shows a ballot that was handed in elsewhere without a reload', async () => {
    const { browser, city } = current();
    const [, , third] = city.agencies;
    await castElsewhere(city, proposalOf(current()), { agency: third });
    await browser.page.getByRole('row', { name: /Environment Agency Against/ }).waitFor();
    expect(await textOf(browser.page.locator('main'))).to.contain('2 for, 1 against, 0 abstaining.');
  });

  it('is queued and carried out from the page when the time has come', async () => {
    const { browser, city } = current();
    const { page } = browser;
    city.passSeconds(votingPeriodSeconds);
    await page.getByRole('button', { name: 'Queue it' }).click();
    await page.getByRole('heading', { name: 'Carry it out' }).waitFor();
    await takePicture(page, 'proposal-queued');
    city.passSeconds(timelockDelaySeconds + 1);
    await page.getByRole('button', { name: 'Carry it out' }).click();
    await page.locator('.mark', { hasText: 'Carried out' }).first().waitFor();
    expect((await city.client.proposal(proposalOf(current()))).state).to.equal('EXECUTED');
  });

  it('has the policy in force, in words, with its vote and its document', async () => {
    const { browser, city } = current();
    const { page } = browser;
    await open(page, `${city.node.url}/policies`);
    await page.getByRole('link', { name: /^Policy \d+: traffic-counts$/ }).click();
    await page.getByText('its rules were compiled again in this browser').waitFor();
    expect(await textOf(page.locator('main'))).to.contain('Everybody may read');
    await page.getByRole('link', { name: 'by this vote' }).click();
    await page.waitForURL(`**/proposals/${proposalOf(current())}`);
  });

  it('says why: the rule, the vote, who voted how; and denies it for the time before', async () => {
    const { browser, city } = current();
    const { page } = browser;
    await open(page, `${city.node.url}/why`);
    await ask(page);
    await page.locator('[data-verdict="permit"]').waitFor();
    const answer = page.locator('[data-verdict]');
    expect(await textOf(answer)).to.match(/Mobility Agency:\s*For[\s\S]*Environment Agency:\s*Against/);
    await takePicture(page, 'why-permitted');
    const { createdAt } = await city.client.proposal(proposalOf(current()));
    await open(page, `${page.url()}&at=${createdAt}`);
    await page.locator('[data-verdict="deny"]').waitFor();
    await open(page, `${city.node.url}/why`);
    await ask(page);
    await page.getByRole('link', { name: 'this vote of the agencies' }).click();
    await page.waitForURL(`**/proposals/${proposalOf(current())}`);
  });

  it('lists my ballots on the desk, and nothing that waits', async () => {
    const { browser, city } = current();
    const { page } = browser;
    await open(page, `${city.node.url}/desk`);
    await page.getByLabel('I act for').selectOption({ label: 'Energy Agency' });
    await page.getByRole('heading', { name: 'My ballots so far' }).waitFor();
    expect(await textOf(page.locator('main')))
      .to.contain('New policy: Everybody may read')
      .and.contain('No proposal waits')
      .and.contain('No question waits');
    const save = page.getByRole('button', { name: 'My ballots with their evidence (file)' });
    const [file] = await Promise.all([page.waitForEvent('download'), save.click()]);
    const saved: unknown = JSON.parse(await readFile(await file.path(), 'utf8'));
    expect(saved).to.include({ format: 'qdt-ballots/1' }).and.to.have.property('ballots').with.length(1);
  });
}

/** Of everything that was sent until then. */
export function keepsSecrets(current: () => GovernedTest): void {
  it('let no secret leave the tab', () => {
    const { sent, city } = current();
    expect(sent.filter((request) => request.startsWith('post'))).to.have.length.above(12);
    const secrets = [...city.secrets, testPassphrase];
    expect(secrets).to.have.length(25);
    for (const request of sent) for (const secret of secrets) expect(request).not.to.contain(secret.toLowerCase());
  });
}

export function proposalOf({ proposal }: GovernedTest): string {
  if (proposal === undefined) throw new Error('nothing was proposed yet');
  return proposal;
}

export async function giveKey(page: Page, { keyFile }: GoverningAgency): Promise<void> {
  await page.setInputFiles('input[type=file]', keyFile);
  await page.getByLabel('Passphrase').fill(testPassphrase);
}

async function ask(page: Page): Promise<void> {
  await page.getByLabel('Which one').fill(target);
  await page.getByRole('button', { name: 'Ask' }).click();
}

/** Presses Tab until the element with that text, value or type has the focus. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const input = element instanceof HTMLInputElement ? [element.value, element.type] : [];
      return [element?.textContent?.trim() ?? '', ...input];
    });
    if (focused.includes(wanted)) return;
  }
  throw new Error(`no way to “${wanted}” by keyboard`);
}
