import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { pad, toHex } from 'viem';
import { journalName, verifyJournal } from '../../../node/chain/backup.ts';
import { openFileAccess } from '../../../node/chain/file-access.ts';
import { type Journal, openJournal } from '../../../node/chain/journal.ts';
import { createJournal } from '../../../node/chain/journal-creation.ts';
import type { JournalGenesis } from '../../../node/chain/journal-genesis.ts';
import { isNodeError } from '../../../node/protocol/errors.ts';
import { demonstrationGovernance } from '../../../node/protocol/governance-settings.ts';
import { counterAddress, relayAddress } from './counter.ts';
import { refusal } from './errors.ts';

const hash = (value: number) => pad(toHex(value), { size: 32 });
const perContract = <T>(value: T) => ({
  verifier: value,
  accountFactory: value,
  founder: value,
  accessManager: value,
  participantRegistry: value,
  decisionLedger: value,
  seats: value,
  timelock: value,
  governor: value,
  policyRegistry: value,
  modelCourt: value,
  mlDsa65Verifier: value,
  mlDsa44Verifier: value,
  hybridVerifier: value,
  algorithmRegistry: value,
  datasetRegistry: value,
  agreementRegistry: value,
});
const genesis: JournalGenesis = {
  format: 'qdt-journal/1',
  engine: 'test',
  chainId: 7,
  hardfork: 'prague',
  blockGasLimit: 60_000_000,
  genesisTimestamp: 1000,
  genesisHash: hash(0),
  relay: relayAddress,
  founders: { signers: [hash(1)], threshold: 1 },
  minimumWindowSeconds: 5,
  governance: demonstrationGovernance,
  contracts: perContract(counterAddress),
  codeHashes: perContract(hash(2)),
  versions: {},
  deploymentBlocks: 1,
};
const block = (number: number, bytes = 40) =>
  ({
    timestamp: 1000 + number,
    baseFee: 0,
    transactions: [toHex(new Uint8Array(bytes).fill(number))],
    hash: hash(number),
  }) as const;

describe('the journal', () => {
  let folder: string;
  let path: string;
  /** Where each record starts, and the end. */
  let starts: number[];

  async function withJournal<T>(use: (journal: Journal) => Promise<T>): Promise<T> {
    const journal = await openJournal(await openFileAccess(path, 'r+'));
    try {
      return await use(journal);
    } finally {
      await journal.close();
    }
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qdt-journal-'));
    path = join(folder, journalName);
    await createJournal(path, { genesis, blocks: [block(1)] });
    starts = await withJournal(async (journal) => {
      for (const number of [2, 3]) await journal.append(block(number));
      return [...journal.index.offsets, journal.index.length];
    });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('gives back every block and the genesis', async () => {
    await withJournal(async (journal) => {
      expect(journal.index.genesis).to.deep.equal(genesis);
      expect(journal.index.head).to.deep.equal({ number: 3, hash: hash(3), timestamp: 1003 });
      expect(await journal.block(2)).to.deep.equal(block(2));
    });
  });

  it('cuts off a last record torn at any of its bytes, and goes on from the one before', async () => {
    const whole = await readFile(path);
    const [start = 0, end = 0] = starts.slice(-2);
    for (let length = start + 1; length < end; length += 1) {
      await writeFile(path, whole.subarray(0, length));
      await withJournal(async (journal) => {
        expect(journal.index.tornBytes, `cut at ${length}`).to.equal(length - start);
        expect(journal.index.head.number).to.equal(2);
      });
      expect((await readFile(path)).length).to.equal(start);
    }
    await withJournal((journal) => journal.append(block(3)));
    expect((await readFile(path)).equals(whole)).to.equal(true);
    expect(end - start).to.be.above(100);
  });

  it('cuts off a tail that the disk lengthened but never filled', async () => {
    const { length } = await readFile(path);
    await truncate(path, length + 5000);
    expect((await withJournal(async (journal) => journal.index)).tornBytes).to.equal(5000);
    expect((await readFile(path)).length).to.equal(length);
  });

  it('cuts off a last record of which a whole sector is missing', async () => {
    await withJournal((journal) => journal.append(block(4, 3000)));
    const bytes = await readFile(path);
    const sector = Math.ceil(((starts.at(-1) ?? 0) + 200) / 512) * 512;
    bytes.fill(0, sector, sector + 512);
    await writeFile(path, bytes);
    expect((await withJournal(async (journal) => journal.index)).head.number).to.equal(3);
  });

  it('takes no changed byte for a torn tail: any bit flipped anywhere stops with the number of its block', async () => {
    const whole = await readFile(path);
    let flips = 0;
    for (let place = 0; place < whole.length; place += 1) {
      const bytes = Uint8Array.from(whole);
      bytes[place] = (bytes[place] ?? 0) ^ (1 << (place % 8));
      await writeFile(path, bytes);
      const error = await withJournal(() => Promise.resolve()).catch((reason: unknown) => reason);
      const changed = starts.findLastIndex((start) => start <= place);
      expect(isNodeError(error, 'JOURNAL_CORRUPT'), `byte ${place}: ${String(error)}`).to.equal(true);
      if (isNodeError(error)) expect(error.details.blockNumber, `byte ${place}`).to.equal(changed);
      flips += 1;
    }
    expect(flips).to.equal(whole.length);
  }).timeout(60_000);

  it('notices a record taken out, and two records swapped', async () => {
    const whole = await readFile(path);
    const [, first = 0, second = 0, third = 0, end = 0] = starts;
    await writeFile(path, Buffer.concat([whole.subarray(0, second), whole.subarray(third, end)]));
    await refusal(verifyJournal(folder), 'JOURNAL_CORRUPT');
    const swapped = [whole.subarray(0, first), whole.subarray(second, third), whole.subarray(first, second)];
    await writeFile(path, Buffer.concat([...swapped, whole.subarray(third)]));
    await refusal(verifyJournal(folder), 'JOURNAL_CORRUPT');
  });

  it('refuses an empty file and a folder without one', async () => {
    await writeFile(path, new Uint8Array(0));
    await refusal(verifyJournal(folder), 'JOURNAL_CORRUPT');
    await rm(path);
    await refusal(verifyJournal(folder), 'JOURNAL_MISSING');
  });
});
