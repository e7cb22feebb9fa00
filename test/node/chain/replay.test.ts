import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Hex, pad } from 'viem';
import { journalName } from '../../../node/chain/backup.ts';
import type { Chain } from '../../../node/chain/chain.ts';
import { openEmbeddedChain } from '../../../node/chain/embedded-chain.ts';
import { openFileAccess } from '../../../node/chain/file-access.ts';
import { openJournal } from '../../../node/chain/journal.ts';
import type { JournalBlock } from '../../../node/chain/journal-block.ts';
import { createJournal } from '../../../node/chain/journal-creation.ts';
import type { JournalGenesis } from '../../../node/chain/journal-genesis.ts';
import { countingCall, countOf } from './calls.ts';
import { counterDeployment, relayKey } from './counter.ts';
import { refusal } from './errors.ts';
import { startTestChain, type TestChain, testChainId } from './fixture.ts';

interface Ledger {
  genesis: JournalGenesis;
  blocks: JournalBlock[];
}

const calls = 70;

describe('the replay of a journal', () => {
  let test: TestChain;
  let ledger: Ledger;
  let chain: Chain | undefined;

  before(async () => {
    test = await startTestChain({ deployment: counterDeployment });
    for (let nonce = 1; nonce <= calls; nonce += 1) {
      await test.chain.sendRawTransaction(await countingCall(nonce));
      test.clock.advance(2);
    }
    await test.chain.stop();
    ledger = await readLedger();
  });
  after(() => rm(test.folder, { recursive: true, force: true }));
  afterEach(async () => {
    await chain?.stop();
    await rewrite(ledger);
  });

  async function readLedger(): Promise<Ledger> {
    const journal = await openJournal(await openFileAccess(join(test.folder, journalName), 'r+'));
    const numbers = Array.from({ length: journal.index.head.number }, (_, index) => index + 1);
    const blocks = await Promise.all(numbers.map((number) => journal.block(number)));
    await journal.close();
    return { genesis: journal.index.genesis, blocks };
  }

  /** A forger who can make every checksum fit again. */
  const rewrite = (forged: Ledger) => createJournal(join(test.folder, journalName), forged);

  function withBlock(number: number, change: (block: JournalBlock) => JournalBlock): Ledger {
    const blocks = ledger.blocks.map((block, index) => (index === number - 1 ? change(block) : block));
    return { ...ledger, blocks };
  }

  async function open(): Promise<Chain> {
    const genesis = { chainId: testChainId, minimumWindowSeconds: 5 };
    chain = await openEmbeddedChain({ folder: test.folder, genesis, relayKey, clock: test.clock.now });
    return chain;
  }

  async function differenceIn(forged: Ledger) {
    await rewrite(forged);
    const opened = await open();
    const error = await refusal(opened.ready, 'BLOCK_HASH_DIFFERS');
    await refusal(opened.request('eth_blockNumber', []), 'BLOCK_HASH_DIFFERS');
    expect(opened.status()).to.include({ verifying: true, trouble: 'BLOCK_HASH_DIFFERS' });
    await opened.stop();
    return error.details;
  }

  it('names the first block whose hash comes out otherwise: another hash, time or call', async () => {
    const hash: Hex = pad('0x66', { size: 32 });
    expect(await differenceIn(withBlock(37, (block) => ({ ...block, hash })))).to.include({ blockNumber: 37 });
    const later = withBlock(9, (block) => ({ ...block, timestamp: block.timestamp + 1 }));
    expect(await differenceIn(later)).to.include({ blockNumber: 9, isOtherEngine: false });
    const otherCall = await countingCall(64, { gas: 99_998n });
    const changed = withBlock(65, (block) => ({ ...block, transactions: [otherCall] }));
    expect(await differenceIn(changed)).to.include({ blockNumber: 65 });
  });

  it('names the block that cannot be executed at all', async () => {
    await rewrite(withBlock(12, (block) => ({ ...block, transactions: ['0x0102'] })));
    const error = await refusal((await open()).ready, 'BLOCK_NOT_REPLAYED');
    expect(error.details.blockNumber).to.equal(12);
  });

  it('says when the hashes may differ because another engine made them', async () => {
    const forged = withBlock(3, (block) => ({ ...block, hash: pad('0x01', { size: 32 }) }));
    const details = await differenceIn({ ...forged, genesis: { ...ledger.genesis, engine: 'another engine 9.9' } });
    expect(details).to.include({ blockNumber: 3, isOtherEngine: true, journalEngine: 'another engine 9.9' });
  });

  it('refuses reads and writes as still verifying until it is done, and shows how far it is', async () => {
    const opened = await open();
    expect(opened.status()).to.include({ verifying: true, headNumber: calls + 1 });
    const error = await refusal(opened.request('eth_blockNumber', []), 'CHAIN_VERIFYING');
    expect(error.details.headNumber).to.equal(calls + 1);
    await refusal(opened.sendRawTransaction(await countingCall(calls + 1)), 'CHAIN_VERIFYING');
    await opened.ready;
    expect(opened.status()).to.include({ verifying: false, verifiedNumber: calls + 1, trouble: undefined });
    expect(await countOf(opened)).to.equal(calls);
  });

  it('ends early when the node is stopped', async () => {
    const opened = await open();
    await Promise.all([refusal(opened.ready, 'CHAIN_STOPPED'), opened.stop()]);
  });
});
