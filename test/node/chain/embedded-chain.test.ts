import { expect } from 'chai';
import { keccak256 } from 'viem';
import { openEmbeddedChain } from '../../../node/chain/embedded-chain.ts';
import { signRelayed } from '../../../node/chain/signing.ts';
import { countingCall, countOf, headHash } from './calls.ts';
import { counterAddress, counterDeployment, relayKey } from './counter.ts';
import { refusal } from './errors.ts';
import { startTestChain, type TestChain, testChainId } from './fixture.ts';

const deployment = counterDeployment;

describe('the embedded chain', () => {
  let test: TestChain;

  beforeEach(async () => {
    test = await startTestChain({ deployment });
  });
  afterEach(() => test.remove());

  it('executes a call, answers with its receipt and tells its listeners once', async () => {
    const blocks: number[] = [];
    test.chain.onBlock((block) => blocks.push(block.number));

    const receipt = await test.chain.sendRawTransaction(await countingCall(1));

    expect(receipt.status).to.equal('success');
    expect(receipt.logs).to.have.length(1);
    expect(blocks).to.deep.equal([2]);
    expect(test.chain.status().headNumber).to.equal(2);
  });

  it('stands where it stood after a restart: same head, same state, nothing twice', async () => {
    for (const nonce of [1, 2, 3]) await test.chain.sendRawTransaction(await countingCall(nonce));
    const before = await headHash(test.chain);

    test = await test.restart();

    expect(await headHash(test.chain)).to.equal(before);
    expect(await countOf(test.chain)).to.equal(3);
    await test.chain.sendRawTransaction(await countingCall(4));
    expect(await countOf(test.chain)).to.equal(4);
  });

  it('puts calls that come together into one block, fifty at most, and a heavy one at its end', async () => {
    const plain = await Promise.all(Array.from({ length: 60 }, (_, index) => countingCall(index + 1)));
    await Promise.all(plain.map((raw) => test.chain.sendRawTransaction(raw)));
    expect(test.chain.status().headNumber).to.equal(3);

    const data = `0x01${'00'.repeat(7_000)}` as const;
    const heavy = { data, gas: 1_000_000n };
    const mixed = await Promise.all([{}, heavy, heavy, {}].map((changes, index) => countingCall(61 + index, changes)));
    const receipts = await Promise.all(mixed.map((raw) => test.chain.sendRawTransaction(raw)));
    expect(receipts.map((receipt) => Number(receipt.blockNumber))).to.deep.equal([4, 4, 5, 6]);
  });

  it('keeps for the next block what one block has no gas for', async () => {
    const burnsAll = { to: undefined, data: '0xfe' as const, gas: 16_000_000n };
    const all = await Promise.all([1, 2, 3, 4, 5].map((nonce) => countingCall(nonce, burnsAll)));

    const receipts = await Promise.all(all.map((raw) => test.chain.sendRawTransaction(raw)));

    expect(receipts.map((receipt) => Number(receipt.blockNumber))).to.deep.equal([2, 2, 2, 3, 3]);
    const before = await headHash(test.chain);
    test = await test.restart();
    expect(await headHash(test.chain)).to.equal(before);
  });

  it('answers the same transaction with the same receipt and executes it once', async () => {
    const raw = await countingCall(1);

    const [first, second] = await Promise.all([test.chain.sendRawTransaction(raw), test.chain.sendRawTransaction(raw)]);
    const third = await test.chain.sendRawTransaction(raw);

    expect([first.transactionHash, second.transactionHash, third.transactionHash]).to.deep.equal(
      Array(3).fill(keccak256(raw)),
    );
    expect(await countOf(test.chain)).to.equal(1);
  });

  it('refuses a nonce gap, a used nonce and another chain, and writes nothing', async () => {
    await test.chain.sendRawTransaction(await countingCall(1));
    const before = test.chain.status().headNumber;

    await refusal(test.chain.sendRawTransaction(await countingCall(5)), 'NONCE_GAP');
    await refusal(test.chain.sendRawTransaction(await countingCall(1, { gas: 99_999n })), 'NONCE_TOO_LOW');
    await refusal(test.chain.sendRawTransaction(await countingCall(2, { chainId: 1 })), 'TRANSACTION_WRONG_CHAIN');
    await refusal(test.chain.sendRawTransaction(await countingCall(2, { gas: 20_000n })), 'TRANSACTION_REFUSED');

    expect(test.chain.status().headNumber).to.equal(before);
    await test.chain.sendRawTransaction(await countingCall(2));
    expect(await countOf(test.chain)).to.equal(2);
  });

  it("refuses a stranger's code: this engine pays for every step of it, and nobody else does", async () => {
    const stranger = `0x${'77'.repeat(32)}` as const;
    const creation = { chainId: testChainId, nonce: 0, gas: 1_000_000n, data: '0x5b5f56' as const };
    await refusal(test.chain.sendRawTransaction(await signRelayed(stranger, creation)), 'TRANSACTION_CREATES_CONTRACT');
    const call = await signRelayed(stranger, { ...creation, to: counterAddress, data: '0x01' });
    expect((await test.chain.sendRawTransaction(call)).status).to.equal('success');
  });

  it('serves the signed transactions that the engine forgets', async () => {
    const raw = await countingCall(1);
    const receipt = await test.chain.sendRawTransaction(raw);

    expect(await test.chain.request('eth_getRawTransactionByHash', [receipt.transactionHash])).to.equal(raw);
    expect(await test.chain.blockTransactions(2)).to.deep.equal([raw]);
    const receipts = await test.chain.request('eth_getBlockReceipts', ['0x2']);
    expect(receipts).to.be.an('array').with.length(1);
  });

  it('reads at pending with the time of the block that would be made now', async () => {
    test.clock.advance(500);
    const timeOf = async (tag: string) =>
      Number(await test.chain.request('eth_call', [{ data: '0x4260005260206000f3' }, tag]));

    expect(await timeOf('pending')).to.equal(test.clock.now());
    expect(await timeOf('latest')).to.be.below(test.clock.now());
    await test.chain.advance();
    expect(await timeOf('latest')).to.equal(test.clock.now());
    test = await test.restart();
    expect(test.chain.status().headNumber).to.equal(2);
  });

  it('gives what a contract reverted with', async () => {
    const error = await refusal(
      test.chain.request('eth_call', [{ to: counterAddress, data: '0xff1234' }, 'latest']),
      'RPC_FAILED',
    );
    expect(error.details.data).to.equal('0xff1234');
  });

  it('lets one process only into a folder', async () => {
    const genesis = { chainId: testChainId, minimumWindowSeconds: 5 };
    await refusal(openEmbeddedChain({ folder: test.folder, genesis, relayKey }), 'CHAIN_FOLDER_IN_USE');
  });

  it('refuses a configuration that contradicts the genesis, naming the field', async () => {
    await test.chain.stop();
    const genesis = { chainId: testChainId, minimumWindowSeconds: 6 };
    const error = await refusal(openEmbeddedChain({ folder: test.folder, genesis, relayKey }), 'GENESIS_MISMATCH');
    expect(error.details.field).to.equal('minimumWindowSeconds');
  });

  it('answers what it was given before it stops, and nothing after', async () => {
    const sending = test.chain.sendRawTransaction(await countingCall(1));
    await test.chain.stop();
    expect((await sending).status).to.equal('success');
    await refusal(test.chain.sendRawTransaction(await countingCall(2)), 'CHAIN_STOPPED');
  });
});
