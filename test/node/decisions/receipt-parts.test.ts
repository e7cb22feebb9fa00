import { expect } from 'chai';
import { bytesToBigInt, type Hex, hexToBytes, numberToHex, padHex } from 'viem';
import type { Deployment } from '../../../node/chain/deployment.ts';
import { signRelayed } from '../../../node/chain/signing.ts';
import { readHeader, readHeaders } from '../../../node/decisions/receipt-headers.ts';
import { readAccountProof } from '../../../node/decisions/receipt-state.ts';
import { readBlockProofs } from '../../../node/decisions/receipt-tries.ts';
import { linkHeaders, parseHeader } from '../../../node/protocol/header.ts';
import { readAccount } from '../../../node/protocol/state-proof.ts';
import { provenLogs, provenTransaction } from '../../../node/protocol/transaction-receipt.ts';
import { decodeProof } from '../../../node/protocol/trie.ts';
import { counterAddress, counterDeployment } from '../chain/counter.ts';
import { startTestChain, type TestChain } from '../chain/fixture.ts';

const CROWD = 20;

/** The counter's deployment with empty contracts beside it, in one block. */
const crowdedDeployment: Deployment = {
  versions: counterDeployment.versions,
  async *blocks(call) {
    const steps = counterDeployment.blocks(call);
    const { value, done } = await steps.next();
    if (done !== true) yield [...value, ...Array(CROWD).fill({ data: '0x00' })];
    const rest = await steps.next();
    if (rest.done !== true) throw new Error('one block');
    return rest.value;
  },
};

/** The counter of test/node/chain/counter.ts: counts calls in slot 0 and logs the calldata. */
describe('parts of a receipt, from a real chain', () => {
  const slot: Hex = padHex('0x0', { size: 32 });
  const otherSlot: Hex = padHex('0x1', { size: 32 });
  let test: TestChain;
  let blocks: number[];
  let raws: Hex[];

  before(async () => {
    test = await startTestChain({ deployment: crowdedDeployment });
    blocks = [];
    raws = [];
    for (let index = 1; index <= 5; index++) {
      const nonce = CROWD + index;
      const call = { to: counterAddress, data: numberToHex(index, { size: 40 }) };
      const raw = await signRelayed(test.relayKey, { chainId: test.chain.chainId, nonce, gas: 200_000n, ...call });
      blocks.push(Number((await test.chain.sendRawTransaction(raw)).blockNumber));
      raws.push(raw);
    }
  });
  after(async () => await test?.remove());

  it('are headers that hash to their blocks and link from the genesis', async () => {
    const last = blocks.at(-1) ?? 0;
    const headers = (await readHeaders(test.chain, 0, last)).map((header) => hexToBytes(header));
    const chain = linkHeaders(headers);
    expect(chain.first.hash).to.equal(test.chain.genesisHash);
    expect(chain.last.number).to.equal(last);
    expect(chain.find(chain.at(3).hash)?.number).to.equal(3);
    expect(() => chain.at(last + 1)).to.throw('HEADER_MISSING');
    expect(() => linkHeaders(headers.toSpliced(2, 1))).to.throw('HEADER_NOT_LINKED');
    expect(() => linkHeaders([])).to.throw('HEADER_MISSING');
  });

  it('are transactions and logs under the roots of their header', async () => {
    for (const [index, blockNumber] of blocks.entries()) {
      const header = parseHeader(hexToBytes(await readHeader(test.chain, blockNumber)));
      const proofs = await readBlockProofs(test.chain, blockNumber);
      expect(provenTransaction(header.transactionsRoot, 0, decodeProof(await proofs.transaction(0)))).to.equal(
        raws[index],
      );
      const logs = provenLogs(header.receiptsRoot, 0, decodeProof(await proofs.receipt(0)));
      const data = numberToHex(index + 1, { size: 40 });
      expect(logs).to.deep.equal([
        { address: counterAddress.toLowerCase(), topics: [padHex('0x2a', { size: 32 })], data },
      ]);
      const other = decodeProof(await proofs.receipt(0));
      expect(() => provenTransaction(header.transactionsRoot, 0, other)).to.throw('PROOF_INVALID');
    }
    expect(blocks).to.have.length(5);
  });

  it('are every transaction of a block that holds many', async () => {
    const header = parseHeader(hexToBytes(await readHeader(test.chain, 1)));
    const proofs = await readBlockProofs(test.chain, 1);
    const transactions = await test.chain.blockTransactions(1);
    for (const [index, raw] of transactions.entries()) {
      const proof = decodeProof(await proofs.transaction(index));
      expect(provenTransaction(header.transactionsRoot, index, proof)).to.equal(raw);
      expect(provenLogs(header.receiptsRoot, index, decodeProof(await proofs.receipt(index)))).to.deep.equal([]);
      expect(() => provenTransaction(header.transactionsRoot, index + 1, proof)).to.throw('PROOF_INVALID');
    }
    expect(transactions).to.have.length(1 + CROWD);
  });

  it('are an account and its storage in the state of any past block', async () => {
    for (const [index, blockNumber] of blocks.entries()) {
      const header = parseHeader(hexToBytes(await readHeader(test.chain, blockNumber)));
      const proof = await readAccountProof(test.chain, {
        address: counterAddress,
        slots: [slot, otherSlot],
        blockNumber,
      });
      const account = readAccount(header.stateRoot, proof);
      expect(account?.storage.get(slot)).to.equal(BigInt(index + 1));
      expect(account?.storage.get(otherSlot)).to.equal(0n);
      expect(account?.nonce).to.equal(1n);
      const wrongState = parseHeader(hexToBytes(await readHeader(test.chain, blockNumber - 1))).stateRoot;
      expect(() => readAccount(wrongState, proof)).to.throw('PROOF_INVALID');
    }
  });

  it('are proofs that an account does not exist', async () => {
    const blockNumber = blocks[0] ?? 0;
    const header = parseHeader(hexToBytes(await readHeader(test.chain, blockNumber)));
    for (let index = 1; index <= 20; index++) {
      const address = numberToHex(bytesToBigInt(new Uint8Array(20).fill(index)), { size: 20 });
      const proof = await readAccountProof(test.chain, { address, slots: [], blockNumber });
      expect(readAccount(header.stateRoot, proof)).to.equal(undefined);
    }
  });
});
