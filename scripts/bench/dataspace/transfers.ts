import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { type DatasetSource, downloadRange, fetchRoot } from '../../../node/client/dataset-blocks.ts';
import { openVersionContents } from '../../../node/dataspace/datasets/version-contents.ts';
import { openKeyFolder } from '../../../node/dataspace/keys/key-folder.ts';
import { leafBlock } from '../../../node/protocol/dataset/block.ts';
import { openDataKeys } from '../../../node/protocol/dataset/data-key.ts';
import { leafBytes } from '../../../node/protocol/dataset/leaf.ts';
import { publishDatasetCall } from '../../../node/protocol/dataset/registry-calls.ts';
import type { DatasetRoot } from '../../../node/protocol/dataset/root.ts';
import { demonstrationPassphrase } from '../../../node/protocol/demonstration.ts';
import { openKeyFile } from '../../../node/protocol/key-file.ts';
import { clientOf, createHolder, enrolCompanies, submitAs } from '../../../test/flows/dataspace.fixture.ts';
import { startTestCity } from '../../../test/node/city.fixture.ts';
import { streamingFlags } from '../../command/commands.ts';
import { type BenchOptions, type BenchResult, measured } from '../result.ts';

const run = promisify(execFile);
const mebibyte = 1024 * 1024;
const rangeOffsets = 40;

/**
 * One file of random bytes, published in a process of its own and downloaded over HTTP, beside the same file cut into blocks as
 * long, unencrypted, put into the same store and read out of it again.
 */
export async function transfers({ quick, tell }: BenchOptions): Promise<BenchResult[]> {
  const mebibytes = quick ? 32 : 1024;
  const folder = mkdtempSync(join(tmpdir(), 'qdt-bench-dataspace-'));
  const city = await startTestCity({ requestsPerMinute: 1_000_000 });
  try {
    const file = join(folder, 'plain');
    tell(`Writing a file of ${mebibytes} MiB.`);
    await writeRandom(file, mebibytes);
    const holder = await createHolder(city, join(folder, 'keys'), 'provider');
    await enrolCompanies(city, [holder]);

    tell('Copying it through the store.');
    const copy = await copyThroughStore(file, folder);
    tell('Publishing it.');
    const { dataFolder } = city.config;
    const program = join(import.meta.dirname, '..', 'seal-stream.ts');
    const { stdout } = await run(process.execPath, [
      ...streamingFlags,
      program,
      file,
      dataFolder,
      holder.account,
      holder.recipient,
    ]);
    const sealed: Sealed = JSON.parse(stdout);
    const { registered, root: contentCid } = sealed;
    await submitAs(
      city,
      holder,
      [publishDatasetCall(city.network.contracts.datasetRegistry, 'bench', registered)],
      sealed.content.map((block) => new Uint8Array(Buffer.from(block, 'base64'))),
    );

    tell('Downloading it.');
    const client = await clientOf(city, holder);
    const keys = await openOwnKey(dataFolder, holder, sealed);
    const source = { client, name: 'bench', version: 1, contentCid };
    const root = await fetchRoot(source);
    const started = performance.now();
    await pipeline(
      downloadRange(source, { root, keys, range: { from: 0, to: root.bytes } }),
      createWriteStream(join(folder, 'opened'), { flush: true }),
    );
    const downloadSeconds = (performance.now() - started) / 1000;
    const range = await largestRange(source, root);
    const rate = (seconds: number): number => (mebibytes * mebibyte) / 1e6 / seconds;
    return [
      measured('dataspace.publish', rate(sealed.seconds), 'MB/s', { atLeast: rate(copy.inSeconds) / 2 }, 1),
      measured('dataspace.download', rate(downloadSeconds), 'MB/s', { atLeast: rate(copy.outSeconds) / 2 }, 1),
      measured(
        'dataspace.publish-and-download-to-copy',
        (copy.inSeconds + copy.outSeconds) / (sealed.seconds + downloadSeconds),
        'of its speed',
        { atLeast: 0.5 },
        1,
      ),
      measured('dataspace.publish.memory', sealed.peakBytes / mebibyte, 'MiB', { atMost: 200 }, 1),
      measured('dataspace.range-of-1-MiB', range / mebibyte, 'MiB', { atMost: 1.1 }, rangeOffsets),
    ];
  } finally {
    await city.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Sealed {
  root: string;
  registered: Parameters<typeof publishDatasetCall>[2];
  /** Metadata and policy, in base64. */
  content: string[];
  seconds: number;
  peakBytes: number;
}

async function openOwnKey(
  dataFolder: string,
  { file, account }: { file: string; account: `0x${string}` },
  { root, registered }: Sealed,
) {
  const folder = await openKeyFolder(join(dataFolder, 'data-keys'));
  const secrets = await openKeyFile(JSON.parse(readFileSync(file, 'utf8')), demonstrationPassphrase);
  const secret = await folder.open(root, secrets.xWingSeed(), {
    dataset: 'bench',
    version: 1,
    grantee: account,
    policy: registered.policy,
  });
  return await openDataKeys(secret, registered.keyCommitment);
}

async function writeRandom(path: string, mebibytes: number): Promise<void> {
  const file = await open(path, 'w');
  for (let count = 0; count < mebibytes; count += 1) await file.appendFile(randomBytes(mebibyte));
  await file.close();
}

/** The plain file as blocks of a leaf's length, by the same writer, and out again into a file. */
async function copyThroughStore(file: string, folder: string): Promise<{ inSeconds: number; outSeconds: number }> {
  const contents = await openVersionContents(join(folder, 'copy'));
  const cids: string[] = [];
  async function* plainBlocks() {
    for await (const chunk of createReadStream(file, { highWaterMark: leafBytes })) {
      const block = await leafBlock(new Uint8Array(chunk));
      cids.push(block.cid);
      yield block;
    }
    return { root: cids[0] ?? '' };
  }
  const started = performance.now();
  const { root } = await contents.store(plainBlocks());
  const stored = performance.now();
  const store = await contents.get(root);
  if (store === undefined) throw new Error('the copy is not there');
  async function* back() {
    for (const cid of cids) yield await store?.get(cid);
  }
  await pipeline(back(), createWriteStream(join(folder, 'copied'), { flush: true }));
  const done = performance.now();
  await contents.erase(root);
  return { inSeconds: (stored - started) / 1000, outSeconds: (done - stored) / 1000 };
}

/** The most that a range of 1 MiB transferred, over many offsets that are aligned to nothing. */
async function largestRange({ client, name, version }: DatasetSource, { bytes }: DatasetRoot): Promise<number> {
  let largest = 0;
  for (let count = 0; count < rangeOffsets; count += 1) {
    const from = Math.floor(((bytes - mebibyte) * (count + 0.37)) / rangeOffsets);
    const car = await client.datasetRange(name, version, { from, to: from + mebibyte }, 2 * mebibyte);
    largest = Math.max(largest, car.length);
  }
  return largest;
}
