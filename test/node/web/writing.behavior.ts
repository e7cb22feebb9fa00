import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { parseBallotFile } from '../../../node/protocol/ballot-file.ts';
import { takePicture, textOf } from './browser.fixture.ts';
import type { GovernedTest } from './governed.fixture.ts';
import {
  answerDays,
  castElsewhere,
  type GoverningAgency,
  timelockDelaySeconds,
  votingPeriodSeconds,
} from './governed-city.fixture.ts';
import { testPassphrase } from './key-files.fixture.ts';
import { open } from './places.behavior.ts';

const daySeconds = 86_400;
const title = 'Guide by night';
const reason = 'It spares everybody minutes.';
const question = 'Who counts the lorries?';
const answer = 'The induction loops do.';

/** Titles, reasons, questions and answers; a mandate from its proposal to the list. */
export function writesFromThePage(current: () => GovernedTest): void {
  let mandateProposal = '';

  it('proposes a mandate from the form, with a title that its proposer signed', async () => {
    const { city, browser } = current();
    const { page } = browser;
    const [proposer] = city.agencies;
    await open(page, `${city.node.url}/mandates`);
    await page.getByText('No mandate was given yet').waitFor();
    await page.getByRole('link', { name: 'Propose a mandate' }).click();
    await page.getByText('The mandate is not complete: area is named.').waitFor();
    await page.getByLabel('Area').fill('Sioux Falls');
    await page
      .getByText(/Grant the agency Mobility Agency a standing mandate until/)
      .first()
      .waitFor();
    await page.getByLabel('Title and reasons').fill(title);
    await sign(page.locator('main'), proposer, 'Sign and propose');
    await page.locator('[data-proposed]').waitFor();
    mandateProposal = (await page.locator('[data-proposed]').getAttribute('data-proposed')) ?? '';
    await page.getByRole('link', { name: 'To the proposal' }).click();
    await page.locator('[data-text]', { hasText: title }).waitFor();
    const { texts } = await city.client.texts(`proposal:${mandateProposal}`);
    expect(texts.map(({ kind, author }) => [kind, author])).to.deep.equal([['title', proposer.account.toLowerCase()]]);
  });

  it('casts a ballot with a reason, whose hash is signed and whose text everybody reads', async () => {
    const { city, browser } = current();
    const { page } = browser;
    const [voter] = city.agencies;
    await city.waitFor(mandateProposal, 'ACTIVE');
    await page.locator('label.choice', { hasText: 'For' }).click();
    await page.getByLabel('Your reason').fill(reason);
    await sign(page.locator('#vote').locator('..'), voter, 'Sign and cast the ballot');
    await page.getByText(`The ballot of ${voter.name} is counted: For.`).waitFor();
    await page.locator('[data-text]', { hasText: reason }).waitFor();
    await takePicture(page, 'ballot-reason');
  });

  it('saves a signed ballot that somebody else delivers', async () => {
    const { city, browser } = current();
    const { page } = browser;
    const [, voter] = city.agencies;
    await page.getByRole('button', { name: 'Cast the ballot of another agency' }).click();
    await page.locator('label.choice', { hasText: 'For' }).first().click();
    await page.getByLabel('Don’t hand it in').check();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      sign(page.locator('#vote').locator('..'), voter, 'Sign and save the ballot'),
    ]);
    await page.getByText('It counts once somebody delivers the file.').waitFor();
    const path = await saved.path();
    expect(parseBallotFile(await readFile(path, 'utf8')).ballot.voter).to.equal(voter.account.toLowerCase());
    expect((await city.client.proposal(mandateProposal)).tally.for).to.equal(1);
    await page.getByRole('button', { name: 'Cast the ballot of another agency' }).click();
    await page.getByText('Deliver a ballot that an agency signed elsewhere').click();
    await page.getByLabel('Signed ballot (ballot.json)').setInputFiles(path);
    await page.getByText(`${voter.name} votes: For.`).waitFor();
    await page.getByRole('button', { name: 'Deliver it' }).click();
    await page.getByRole('row', { name: new RegExp(`${voter.name} For`) }).waitFor();
  });

  it('has the mandate on the list with its limits and its vote', async () => {
    const { city, browser } = current();
    const { page } = browser;
    const [, , third] = city.agencies;
    await castElsewhere(city, mandateProposal, { agency: third, support: 'FOR' });
    city.passSeconds(votingPeriodSeconds);
    await city.waitFor(mandateProposal, 'SUCCEEDED');
    await city.client.stepProposal(mandateProposal, 'queue');
    city.passSeconds(timelockDelaySeconds + 1);
    await city.client.stepProposal(mandateProposal, 'execute');
    await open(page, `${city.node.url}/mandates`);
    const card = page.locator('[data-mandate="1"]');
    await card.getByText('100 of 1000 drivers').waitFor();
    expect(await textOf(card)).to.match(/“routes” in Sioux Falls[\s\S]*In force[\s\S]*Mobility Agency[\s\S]*none yet/);
    await takePicture(page, 'mandate-in-force');
    await card.getByRole('link', { name: 'by this vote' }).click();
    await page.waitForURL(`**/proposals/${mandateProposal}`);
  });

  it('erases the reason by its author alone; that there was one remains', async () => {
    const { city, browser } = current();
    const { page } = browser;
    const [author, other] = city.agencies;
    await page.evaluate(() => localStorage.removeItem('qdt.account'));
    await open(page, `${city.node.url}/proposals/${mandateProposal}`);
    const card = page.locator('[data-text]', { hasText: reason });
    const { hash } = await reasonOf(current(), mandateProposal);
    await card.getByText('Erase it').click();
    await sign(card, other, 'Sign and erase');
    await card.getByText('This key file belongs to another participant.').waitFor();
    expect((await reasonOf(current(), mandateProposal)).text).to.equal(reason);
    await sign(card, author, 'Sign and erase');
    await page.locator(`[data-text="${hash}"]`, { hasText: 'Erased by its author.' }).waitFor();
    const erased = await reasonOf(current(), mandateProposal);
    expect(erased).not.to.have.any.keys('text', 'salt');
    await takePicture(page, 'reason-erased');
  });

  it('asks a question about a decision, as a citizen, with the day by which it must be answered', async () => {
    const { city, browser } = current();
    const { page } = browser;
    await open(page, `${city.node.url}/decisions/${city.decision}`);
    await page.getByText('Ask a question').click();
    await page.getByLabel('Your question').fill(question);
    const form = page.locator('details', { hasText: 'Ask a question' });
    await sign(form, city.citizen, 'Sign and ask');
    const card = page.locator('[data-question]', { hasText: question });
    await card.waitFor();
    expect(await textOf(card)).to.match(/A question to Mobility Agency[\s\S]*Not answered yet[\s\S]*due/);
    await takePicture(page, 'question-asked');
  });

  it('shows it overdue, and has the agency answer it from its desk by keyboard', async () => {
    const { city, browser } = current();
    const { page } = browser;
    const [agency] = city.agencies;
    city.passSeconds(answerDays * daySeconds + 1);
    await open(page, `${city.node.url}/desk`);
    await page.getByLabel('I act for').selectOption({ label: agency.name });
    const card = page.locator('[data-question]', { hasText: question });
    await card.getByText('Overdue').waitFor();
    await takePicture(page, 'question-overdue');
    await card.getByText('Answer it').focus();
    await page.keyboard.press('Enter');
    await card.getByLabel('The answer').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type(answer);
    await page.keyboard.press('Tab');
    await card.locator('input[type=file]').setInputFiles(agency.keyFile);
    await page.keyboard.press('Tab');
    await page.keyboard.type(testPassphrase);
    await page.keyboard.press('Enter');
    await page.getByText('No question waits for an answer.').waitFor();
    await open(page, `${city.node.url}/decisions/${city.decision}`);
    await page.locator('[data-question]', { hasText: answer }).getByText('Answered late').waitFor();
    await takePicture(page, 'question-answered');
  });
}

async function reasonOf({ city }: GovernedTest, proposal: string) {
  const { texts } = await city.client.texts(`proposal:${proposal}`);
  const found = texts.find(({ kind }) => kind === 'reason');
  if (found === undefined) throw new Error('no reason');
  return found;
}

async function sign(place: Locator, { keyFile }: GoverningAgency, action: string): Promise<void> {
  const form = place.locator('form', { has: page(place).getByRole('button', { name: action }) });
  await form.locator('input[type=file]').setInputFiles(keyFile);
  await form.getByLabel('Passphrase').fill(testPassphrase);
  await form.getByRole('button', { name: action }).click();
}

function page(place: Locator): Page {
  return place.page();
}
