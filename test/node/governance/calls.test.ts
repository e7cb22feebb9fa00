import { join } from 'node:path';
import { expect } from 'chai';
import { bytesToHex, type Hex, hexToBytes, sha256 } from 'viem';
import { openCallsTable } from '../../../node/governance/calls-table.ts';
import { batchDigest, type CallBatch, refusalDigest, type SignerSignature } from '../../../node/protocol/call.ts';
import { encodeCanonical } from '../../../node/protocol/canonical.ts';
import { cidOfBlock, parseCid } from '../../../node/protocol/cid.ts';
import { isNodeError, NodeError } from '../../../node/protocol/errors.ts';
import {
  batchOf,
  type CallsBench,
  chainId,
  committee,
  enterAccount,
  founder,
  markExecuted,
  now,
  startCallsBench,
  verifier,
} from './calls.fixture.ts';
import { signBatch, testKey } from './signers.fixture.ts';

describe('pending calls', () => {
  let bench: CallsBench;
  const batch = batchOf(committee, 7n << 64n);
  const digest = batchDigest(chainId, batch);
  let signatures: SignerSignature[];

  before(() => {
    signatures = [1, 2, 3].map((number) => signBatch(testKey(number), verifier, chainId, batch));
  });
  beforeEach(async () => {
    bench = await startCallsBench();
  });
  afterEach(() => bench.remove());

  const submit = (given: CallBatch, signed: SignerSignature[], blocks: Uint8Array[] = []) =>
    bench.calls.submit({ batch: given, signatures: signed, blocks, cost: [{ component: 'annealer', cpuSeconds: 2 }] });
  const signed = (index: number): SignerSignature => {
    const one = signatures[index];
    if (one === undefined) throw new Error(`no signature ${index}`);
    return one;
  };

  it('waits with one signature where two are needed and relays nothing', async () => {
    const { view, receipt } = await submit(batch, [signed(0)]);
    expect(view).to.include({ digest, status: 'pending', threshold: 2 });
    expect(receipt).to.equal(undefined);
    expect(bench.relayed).to.have.length(0);
    expect(bench.announced).to.deep.equal([digest]);
  });

  it('relays once with the second signature and shows the transaction', async () => {
    await submit(batch, [signed(0)]);
    const { view } = await bench.calls.addSignature(digest, signed(1));
    expect(bench.relayed).to.have.length(1);
    expect(view.status).to.equal('executed');
    expect(view.signatures.map(({ signer }) => signer)).to.have.members([signed(0).signer, signed(1).signer]);
    expect(bench.calls.costOf(digest)).to.deep.equal([{ component: 'annealer', cpuSeconds: 2 }]);
  });

  it('relays once when two signatures arrive at the same moment', async () => {
    await submit(batch, [signed(0)]);
    const answers = await Promise.allSettled(
      [1, 2].map((index) =>
        bench.calls.addSignature(digest, signed(index)).then((outcome) => {
          markExecuted(bench.participants, batch);
          return outcome;
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    expect(bench.relayed).to.have.length(1);
  });

  it('keeps nothing of a call that the chain refuses', async () => {
    await submit(batch, [signed(0)]);
    bench.refuse(new NodeError('CALL_REVERTED', { error: 'LedgerWrongState' }));
    expect(await codeOf(bench.calls.addSignature(digest, signed(1)))).to.equal('CALL_REVERTED');
    expect(bench.calls.get(digest)?.signatures).to.deep.equal([{ signer: signed(0).signer }]);
  });

  it('refuses a forged signature, a stranger and a signer twice, each by its own code', async () => {
    const last = signed(0).signature.slice(-2) === '00' ? '01' : '00';
    const forged: Hex = `0x${signed(0).signature.slice(2, -2)}${last}`;
    const stranger = { ...signed(0), signer: testKey(9).signer(verifier) };
    expect(await codeOf(submit(batch, [{ ...signed(0), signature: forged }]))).to.equal('SIGNATURE_INVALID');
    expect(await codeOf(submit(batch, [stranger]))).to.equal('SIGNER_UNKNOWN');
    expect(await codeOf(submit(batch, [signed(0), signed(0)]))).to.equal('SIGNER_DUPLICATE');
    expect(bench.calls.get(digest)).to.equal(undefined);
    await submit(batch, [signed(0)]);
    expect(await codeOf(bench.calls.addSignature(digest, signed(0)))).to.equal('SIGNER_DUPLICATE');
  });

  it('refuses the same signatures for another account, another chain, another target', async () => {
    const elsewhere: CallBatch = { ...batch, calls: [{ target: founder, value: 0n, data: '0x12345678' }] };
    enterAccount(bench.participants, founder, { signers: [signed(0).signer], threshold: 1 });
    expect(await codeOf(submit(elsewhere, [signed(0)]))).to.equal('SIGNATURE_INVALID');
    expect(await codeOf(submit({ ...batch, account: founder }, [signed(0)]))).to.equal('SIGNATURE_INVALID');
    const onOtherChain = testKey(1).sign(verifier, batchDigest(chainId + 1, batch));
    expect(await codeOf(submit(batch, [onOtherChain]))).to.equal('SIGNATURE_INVALID');
  });

  it('refuses a passed deadline, one too far away, a used nonce and a gap', async () => {
    bench.setTime(batch.deadline + 1);
    expect(await codeOf(submit(batch, [signed(0)]))).to.equal('CALL_EXPIRED');
    bench.setTime(now - 100 * 86_400);
    expect(await codeOf(submit(batch, [signed(0)]))).to.equal('CALL_DEADLINE_TOO_FAR');
    bench.setTime(now);
    expect(await codeOf(submit({ ...batch, nonce: batch.nonce + 1n }, [signed(0)]))).to.equal('CALL_NONCE_GAP');
    markExecuted(bench.participants, batch);
    expect(await codeOf(submit(batch, [signed(0)]))).to.equal('CALL_NONCE_USED');
  });

  it('calls a call executed when the chain says so, and expired when its time or nonce has passed', async () => {
    await submit(batch, [signed(0)]);
    bench.setTime(batch.deadline + 1);
    expect(bench.calls.get(digest)?.status).to.equal('expired');
    expect(bench.calls.list({ status: 'pending', limit: 10 })).to.have.length(0);
    markExecuted(bench.participants, batch);
    expect(bench.calls.get(digest)).to.include({ status: 'executed', transactionHash: `0x${'ee'.repeat(32)}` });
  });

  it('keeps a signed refusal with the failed check, and no unsigned one', async () => {
    await submit(batch, [signed(0)]);
    const refused = refusalDigest(chainId, committee, { digest, check: 'energy' });
    const no = testKey(3).sign(verifier, refused);
    const view = await bench.calls.refuse(digest, { ...no, check: 'energy' });
    expect(view.refusals).to.deep.equal([{ signer: no.signer, check: 'energy' }]);
    expect(await codeOf(bench.calls.refuse(digest, { ...no, check: 'bound' }))).to.equal('SIGNATURE_INVALID');
  });

  it('lets one signer leave only so many calls a day for the others to complete', async () => {
    await submit(batch, [signed(0)]);
    const stored = openCallsTable(join(bench.folder, 'calls.sqlite'));
    const kept = stored.get(digest);
    if (kept === undefined) throw new Error('not kept');
    for (let index = 0; index < 255; index++)
      stored.put({ ...kept, digest: `0x${index.toString(16).padStart(64, '0')}` });
    stored.close();
    const next = batchOf(committee, 8n << 64n);
    expect(await codeOf(submit(next, [signBatch(testKey(1), verifier, chainId, next)]))).to.equal('CALLS_TOO_MANY');
    const other = await submit(next, [signBatch(testKey(2), verifier, chainId, next)]);
    expect(other.view.status).to.equal('pending');
  });

  it('names an unknown account and an unknown call', async () => {
    const nobody = { ...batch, account: verifier };
    expect(await codeOf(submit(nobody, [signed(0)]))).to.equal('ACCOUNT_UNKNOWN');
    expect(await codeOf(bench.calls.addSignature(`0x${'12'.repeat(32)}`, signed(0)))).to.equal('CALL_UNKNOWN');
  });
});

describe('content that comes with a call', () => {
  let bench: CallsBench;
  const leaf = encodeCanonical({ format: 'leaf' });
  const root = encodeCanonical({ format: 'root', leaf: parseCid(cidOfBlock(leaf)) });
  const batch = batchOf(founder, 5n << 64n, `0x12345678${sha256(root).slice(2)}`);

  beforeEach(async () => {
    bench = await startCallsBench();
  });
  afterEach(() => bench.remove());

  const submit = (blocks: Uint8Array[], given = batch) =>
    bench.calls.submit({
      batch: given,
      signatures: [signBatch(testKey(9), verifier, chainId, given)],
      blocks,
      cost: [],
    });

  it('is stored when the call names it or links to it', async () => {
    await submit([leaf, root]);
    expect(await bench.content.get(cidOfBlock(root))).to.deep.equal(root);
    expect(await bench.content.get(cidOfBlock(leaf))).to.deep.equal(leaf);
  });

  it('is refused with a flipped bit, and nothing is stored or relayed', async () => {
    const flipped = hexToBytes(bytesToHex(leaf));
    flipped[3] = (flipped[3] ?? 0) ^ 1;
    expect(await codeOf(submit([flipped, root]))).to.equal('CONTENT_UNREFERENCED');
    expect(await bench.content.has(cidOfBlock(root))).to.equal(false);
    expect(bench.relayed).to.have.length(0);
  });

  it('is not stored when the chain refuses the call', async () => {
    bench.refuse(new NodeError('CALL_REVERTED', { error: 'AccessManagedUnauthorized' }));
    expect(await codeOf(submit([leaf, root]))).to.equal('CALL_REVERTED');
    expect(await bench.content.has(cidOfBlock(root))).to.equal(false);
  });

  it('is refused when the disk is full, and nothing is relayed', async () => {
    bench.content.put = () => Promise.reject(new NodeError('STORAGE_FULL'));
    expect(await codeOf(submit([leaf, root]))).to.equal('STORAGE_FULL');
    expect(bench.relayed).to.have.length(0);
    expect(bench.calls.list({ limit: 10 })).to.have.length(0);
  });

  it('is refused from an account that is not enrolled', async () => {
    const other = { ...batch, account: committee };
    const call = {
      batch: other,
      signatures: [signBatch(testKey(1), verifier, chainId, other)],
      blocks: [root],
      cost: [],
    };
    expect(await codeOf(bench.calls.submit(call))).to.equal('CONTENT_NOT_ENROLLED');
  });
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (isNodeError(error)) return error.code;
    throw error;
  }
  return 'none';
}
