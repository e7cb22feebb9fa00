import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Receipt } from '../../../node/protocol/receipt.ts';
import { readReceipt } from '../../../node/protocol/receipt-reader.ts';
import { withFlippedBlock, withRecordTransaction } from '../protocol/audit/forgery.ts';
import { takePicture } from './browser.fixture.ts';
import type { PageTest } from './page.fixture.ts';
import { open } from './places.behavior.ts';

/** The audit in the browser: green for the honest receipt, and for each single tampering just that check red. */
export function auditsReceipts(current: () => PageTest): void {
  it('checks a decision on its own page: six passed, the anchor not checked', async () => {
    const { page } = current().browser;
    await open(page, `${current().city.node.url}/decisions/${current().city.honest.id}`);
    await page.getByRole('button', { name: 'Check it here' }).click();
    await page.waitForSelector('[data-verdict]');
    expect(await statesOf(page)).to.deep.equal({ ...allPassed, anchor: 'not-checked' });
    await takePicture(page, 'audit-passed');
  });

  it('passes all seven checks of a receipt file against an anchor from elsewhere', async () => {
    const receipt = await receiptOf(current(), current().city.honest.id);
    expect(await auditFile(current(), receipt, receipt.anchor.blockHash)).to.deep.equal(allPassed);
    expect(await auditFile(current(), receipt, JSON.stringify(receipt.anchor))).to.deep.equal(allPassed);
    await current().browser.page.locator('.numbers').waitFor();
  });

  it('turns just the right check red for each single tampering', async () => {
    const { city } = current();
    const honest = await receiptOf(current(), city.honest.id);
    const tampered: [string, Receipt, string?][] = [
      ['content', withFlippedBlock(honest, honest.report)],
      ['model', await receiptOf(current(), city.lies.model)],
      ['energy', await receiptOf(current(), city.lies.energy)],
      ['bound', await receiptOf(current(), city.lies.bound)],
      ['signatures', await withRecordTransaction(honest, (raw) => flipNibble(raw, raw.length - 400))],
      ['recorded', { ...honest, anchor: { ...honest.anchor, blockNumber: honest.anchor.blockNumber + 1 } }],
      ['anchor', honest, `0x${'99'.repeat(32)}`],
    ];
    for (const [name, receipt, anchor] of tampered) {
      const states = await auditFile(current(), receipt, anchor ?? '');
      const failed = Object.keys(states).filter((check) => states[check] === 'failed');
      expect(failed, name).to.deep.equal([name]);
      await current().browser.page.locator('.notice.bad').waitFor();
      await takePicture(current().browser.page, `audit-red-${name}`);
    }
    expect(tampered).to.have.length(7);
  });

  it('takes a receipt that is dropped on the page', async () => {
    const { page } = current().browser;
    const receipt = JSON.stringify(await receiptOf(current(), current().city.honest.id));
    await open(page, `${current().city.node.url}/check`);
    const dropped = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'dropped.json', { type: 'application/json' }));
      return transfer;
    }, receipt);
    await page.dispatchEvent('.drop', 'drop', { dataTransfer: dropped });
    await page.getByRole('heading', { name: 'Receipt dropped.json' }).waitFor();
    await page.getByRole('button', { name: 'Check this receipt' }).click();
    await page.waitForSelector('[data-verdict="passed-but-anchor"]');
  });

  it('says of a file that is no receipt that nothing passed, and of a wrong anchor what one looks like', async () => {
    const { page } = current().browser;
    expect(Object.values(await auditFile(current(), { hello: 'world' }, ''))).not.to.include('passed');
    await choosing(current(), { hello: 'world' }, 'block 7');
    await page.getByText('A block hash is 0x').waitFor();
  });
}

const allPassed = {
  content: 'passed',
  model: 'passed',
  signatures: 'passed',
  energy: 'passed',
  bound: 'passed',
  recorded: 'passed',
  anchor: 'passed',
};

export async function receiptOf({ city }: PageTest, id: number): Promise<Receipt> {
  return readReceipt(await city.client.receipt(id));
}

/** Chooses the file on the Check place, audits it and reads the states of the checks. */
export async function auditFile(test: PageTest, receipt: unknown, anchor: string): Promise<Record<string, string>> {
  await choosing(test, receipt, anchor);
  await test.browser.page.waitForSelector('[data-verdict]');
  return await statesOf(test.browser.page);
}

async function choosing({ browser: { page }, city }: PageTest, receipt: unknown, anchor: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'qdt-receipt-'));
  try {
    const file = join(folder, 'receipt.json');
    writeFileSync(file, JSON.stringify(receipt));
    await open(page, `${city.node.url}/check`);
    await page.setInputFiles('input[type=file]', file);
    await page.getByLabel('Anchor from elsewhere').fill(anchor);
    await page.getByRole('button', { name: 'Check this receipt' }).click();
    await page.waitForSelector('[data-verdict], [role=alert]');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function statesOf(page: Page): Promise<Record<string, string>> {
  const entries = await page
    .locator('[data-check]')
    .evaluateAll((items) =>
      items.map((item) => [item.getAttribute('data-check') ?? '', item.getAttribute('data-state') ?? '']),
    );
  expect(entries).to.have.length(7);
  return Object.fromEntries(entries);
}

function flipNibble(hex: `0x${string}`, place: number): `0x${string}` {
  const nibble = Number.parseInt(hex.charAt(place), 16) ^ 1;
  return `0x${hex.slice(2, place)}${nibble.toString(16)}${hex.slice(place + 1)}`;
}
