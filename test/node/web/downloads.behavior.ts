import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { decodeCanonical } from '../../../node/protocol/canonical.ts';
import { modelRoot } from '../../../node/protocol/model-chunks.ts';
import { readReceipt } from '../../../node/protocol/receipt-reader.ts';
import type { PageTest } from './page.fixture.ts';
import { open } from './places.behavior.ts';

/** The three files that a decision page offers. */
export function offersDownloads(current: () => PageTest): void {
  it('offers the receipt, the snapshot and the model as files that hold what they should', async () => {
    const { city } = current();
    await open(current().browser.page, `${city.node.url}/decisions/${city.honest.id}`);
    const receipt = await download(current(), 'Receipt (JSON)');
    expect(readReceipt(JSON.parse(receipt.toString('utf8'))).decisionId).to.equal(String(city.honest.id));
    const snapshot = await download(current(), 'Snapshot (CAR)');
    expect(snapshot.equals(Buffer.from(await city.client.contentCar(city.honest.snapshotCid)))).to.equal(true);
    const chunks = decodeCanonical(await download(current(), 'Model (CBOR)'));
    const bytes = [chunks].flat().filter((chunk) => chunk instanceof Uint8Array);
    expect(modelRoot(bytes)).to.equal(city.honest.outcome?.modelRoot);
  });
}

async function download({ browser: { page } }: PageTest, name: string): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return await readFile(await file.path());
}
