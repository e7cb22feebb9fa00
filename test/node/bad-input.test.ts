import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Address, Hex } from 'viem';
import { zeroHash } from 'viem';
import type { CallSubmission, SignedCall } from '../../node/client/views.ts';
import { batchDigest, type CallBatch } from '../../node/protocol/call.ts';
import { batchToJson } from '../../node/protocol/call-json.ts';
import { nonceOf } from '../../node/protocol/call-nonce.ts';
import { encodeCanonical } from '../../node/protocol/canonical.ts';
import { digestOfCid } from '../../node/protocol/cid.ts';
import { isNodeError } from '../../node/protocol/errors.ts';
import { decodeRecord, encodeRecord } from '../../node/protocol/record-call.ts';
import { takeSnapshot } from '../../node/twin/demonstration.ts';
import {
  agencyKey,
  batchOf,
  committeeKeys,
  enrolSelfCall,
  grantAdminCall,
  recordBatch,
  requestBatch,
  signed,
  startTestCity,
  submission,
  type TestCity,
} from './city.fixture.ts';
import type { TestKey } from './governance/signers.fixture.ts';

/** The record call, naming this snapshot. */
function namingSnapshot(data: Hex, snapshotCid: string): Hex {
  const record = decodeRecord(data);
  if (record === undefined) throw new Error('no record');
  return encodeRecord(record.decisionId, { ...record, snapshot: digestOfCid(snapshotCid) });
}

describe('a node given bad input', function () {
  this.timeout(120_000);
  let city: TestCity;
  let snapshotCid: string;
  let id: number;
  let asked: CallSubmission;
  let askedBatch: CallBatch;
  let otherAccount: Address;

  before(async () => {
    city = await startTestCity({ challengeWindowSeconds: 3600 });
    snapshotCid = (await city.client.takeSnapshot()).cid;
    otherAccount = (
      await city.client.createAccount({
        signers: [agencyKey().signer(city.network.contracts.verifier)],
        threshold: 1,
        salt: `0x${'07'.repeat(32)}`,
      })
    ).account;
    const { batch, blocks } = requestBatch(city, snapshotCid, 11n);
    askedBatch = batch;
    asked = submission(city.network, batch, [agencyKey()], blocks);
    const result = await city.client.requestDecision(asked);
    if (!('id' in result)) throw new Error('the request waits');
    id = result.id;
  });
  after(() => city.remove());

  /** Refused with this code, and neither chain, calls nor content have moved. */
  async function expectRefused(work: () => Promise<unknown>, code: string, details: object = {}): Promise<void> {
    const before = await written();
    const error = await work().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!isNodeError(error)) throw error ?? new Error(`${code} was expected`);
    expect(error.code).to.equal(code);
    expect(error.details).to.include(details);
    expect(error.details.status).to.be.within(400, 499);
    expect(await written()).to.deep.equal(before);
  }
  const written = async () => ({
    anchor: await city.client.anchor(),
    calls: (await city.client.calls()).calls,
    blocks: (await readdir(join(city.config.dataFolder, 'content'), { recursive: true })).length,
  });
  const request = (call: SignedCall) => () => city.client.requestDecision({ ...asked, call });
  const key = (index: number): TestKey => {
    const one = committeeKeys()[index];
    if (one === undefined) throw new Error(`no key ${index}`);
    return one;
  };

  it('refuses a forged signature', async () => {
    const { batch } = requestBatch(city, snapshotCid, 12n);
    const forged = asked.call.signatures;
    await expectRefused(request(batchToJson(batch, forged)), 'SIGNATURE_INVALID');
  });

  it('refuses a replay on the same chain, naming the transaction it became', async () => {
    const { transactionHash } = await city.client.call(batchDigest(city.network.chainId, askedBatch));
    await expectRefused(() => city.client.requestDecision(asked), 'CALL_NONCE_USED', { transactionHash });
    await expectRefused(() => city.client.submitCall(asked), 'CALL_NONCE_USED');
  });

  it('refuses a replay for another account of the same signer', async () => {
    const replay = { ...asked.call, account: otherAccount };
    await expectRefused(() => city.client.submitCall({ call: replay }), 'SIGNATURE_INVALID');
  });

  it('refuses a replay against another contract', async () => {
    const elsewhere = { ...requestBatch(city, snapshotCid, 13n).batch, nonce: nonceOf(14n) };
    const target = city.network.contracts.participantRegistry;
    const calls = elsewhere.calls.map((call) => ({ ...call, target }));
    const { signatures } = signed(city.network, elsewhere, [agencyKey()]);
    await expectRefused(
      () => city.client.submitCall({ call: batchToJson({ ...elsewhere, calls }, signatures) }),
      'SIGNATURE_INVALID',
    );
  });

  it('refuses a signature made for another chain', async () => {
    const { batch } = requestBatch(city, snapshotCid, 15n);
    const { signatures } = signed({ ...city.network, chainId: city.network.chainId + 1 }, batch, [agencyKey()]);
    await expectRefused(request(batchToJson(batch, signatures)), 'SIGNATURE_INVALID');
  });

  it('refuses an expired deadline and a nonce gap before it looks at signatures', async () => {
    const { batch } = requestBatch(city, snapshotCid, 16n);
    const { signatures } = asked.call;
    await expectRefused(request(batchToJson({ ...batch, deadline: 1_700_000_000 }, signatures)), 'CALL_EXPIRED');
    await expectRefused(request(batchToJson({ ...batch, nonce: nonceOf(16n, 5n) }, signatures)), 'CALL_NONCE_GAP');
  });

  it('refuses an unknown account, a stranger’s signature and a signer twice', async () => {
    const { batch } = requestBatch(city, snapshotCid, 17n);
    const [own] = asked.call.signatures;
    if (own === undefined) throw new Error('no signature');
    const stranger = { ...own, signer: key(0).signer(city.network.contracts.verifier) };
    await expectRefused(request(batchToJson(batch, [stranger])), 'SIGNER_UNKNOWN');
    await expectRefused(request(batchToJson(batch, [own, own])), 'SIGNER_DUPLICATE');
    const nobody: Address = `0x${'99'.repeat(20)}`;
    await expectRefused(() => city.client.submitCall({ call: { ...asked.call, account: nobody } }), 'ACCOUNT_UNKNOWN');
  });

  it('takes as a request only one request, by an agency', async () => {
    const [call] = askedBatch.calls;
    if (call === undefined) throw new Error('no call');
    const twice = batchOf(city.agency, 18n, [call, call]);
    await expectRefused(request(batchToJson(twice, asked.call.signatures)), 'CALL_NOT_A_REQUEST', { field: 'calls' });
    await expectRefused(request({ ...asked.call, account: city.committee }), 'CALL_NOT_A_REQUEST', {
      field: 'account',
    });
  });

  it('refuses a call without the role for it, in the contract’s own words', async () => {
    const batch = batchOf(city.agency, 19n, [grantAdminCall(city.network, city.agency)]);
    const call = signed(city.network, batch, [agencyKey()]);
    await expectRefused(() => city.client.submitCall({ call }), 'CALL_REVERTED', {
      error: 'AccessManagerUnauthorizedAccount',
    });
  });

  it('refuses a request whose snapshot is not here, and one with a flipped byte', async () => {
    const { cid, blocks } = takeSnapshot(() => 1_700_000_000);
    const { batch, blocks: problem } = requestBatch(city, cid, 20n);
    await expectRefused(
      () => city.client.requestDecision(submission(city.network, batch, [agencyKey()], problem)),
      'CONTENT_MISSING',
    );
    const flipped = blocks.map(({ bytes }, index) =>
      index === 0 ? bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) : bytes,
    );
    const altered = submission(city.network, batch, [agencyKey()], [...problem, ...flipped]);
    await expectRefused(() => city.client.requestDecision(altered), 'CONTENT_UNREFERENCED');
  });

  it('refuses a snapshot taken by a clock an hour ahead', async () => {
    const { cid, blocks } = takeSnapshot(() => Date.now() / 1000 + 3600);
    const { batch, blocks: problem } = requestBatch(city, cid, 21n);
    const ahead = submission(city.network, batch, [agencyKey()], [...problem, ...blocks.map(({ bytes }) => bytes)]);
    await expectRefused(() => city.client.requestDecision(ahead), 'SNAPSHOT_AHEAD_OF_CLOCK');
  });

  it('refuses content that no call names', async () => {
    const { batch, blocks } = requestBatch(city, snapshotCid, 22n);
    const extra = submission(city.network, batch, [agencyKey()], [...blocks, encodeCanonical({ note: 'more' })]);
    await expectRefused(() => city.client.requestDecision(extra), 'CONTENT_UNREFERENCED');
  });

  it('refuses to record for an unknown request', async () => {
    const { batch, blocks } = recordBatch(city, 999, snapshotCid);
    const call = submission(city.network, batch, [key(0)], blocks);
    await expectRefused(() => city.client.submitCall(call), 'CALL_REVERTED', { error: 'LedgerUnknownDecision' });
  });

  it('refuses the answer to another question under this request, and a report of another question than the record’s', async () => {
    const other = takeSnapshot(() => 1_700_000_000).cid;
    const { batch, blocks } = recordBatch(city, id, other);
    const elsewhere = submission(city.network, batch, [key(0)], blocks);
    await expectRefused(() => city.client.submitCall(elsewhere), 'CALL_REVERTED', { error: 'LedgerOtherQuestion' });
    const calls = batch.calls.map((call) => ({ ...call, data: namingSnapshot(call.data, snapshotCid) }));
    const disguised = submission(city.network, { ...batch, calls }, [key(0)], blocks);
    await expectRefused(() => city.client.submitCall(disguised), 'REPORT_MISMATCH', { field: 'snapshot' });
    expect((await city.client.decision(id)).state).to.equal('REQUESTED');
  });

  it('refuses a record whose report is not here', async () => {
    const { batch } = recordBatch(city, id, snapshotCid);
    await expectRefused(() => city.client.submitCall(submission(city.network, batch, [key(0)])), 'CONTENT_MISSING');
  });

  it('waits with one signature where two are needed, writes nothing on chain, and refuses a second record afterwards', async () => {
    const { batch, blocks } = recordBatch(city, id, snapshotCid);
    const before = await city.client.anchor();
    const waiting = await city.client.submitCall(submission(city.network, batch, [key(0)], blocks));
    expect(waiting.status).to.equal('pending');
    expect(await city.client.anchor()).to.deep.equal(before);
    const second = key(1).sign(city.network.contracts.verifier, waiting.digest);
    await expectRefused(
      () => city.client.addSignature(waiting.digest, { ...second, signature: '0x00' }),
      'SIGNATURE_INVALID',
    );
    await expectRefused(() => city.client.addSignature(zeroHash, second), 'CALL_UNKNOWN');
    expect((await city.client.addSignature(waiting.digest, second)).status).to.equal('executed');
    const again = { ...batch, nonce: nonceOf(99n) };
    const call = submission(city.network, again, [key(0)], blocks);
    await expectRefused(() => city.client.submitCall(call), 'CALL_REVERTED', { error: 'LedgerWrongState' });
  });

  it('gives no receipt before there is a record', async () => {
    const { batch, blocks } = requestBatch(city, snapshotCid, 23n);
    const result = await city.client.requestDecision(submission(city.network, batch, [agencyKey()], blocks));
    if (!('id' in result)) throw new Error('the request waits');
    await expectRefused(() => city.client.receipt(result.id), 'DECISION_NOT_RECORDED');
  });

  it('refuses accounts with signers it cannot verify, too high a threshold or the same signer twice', async () => {
    const signer = key(0).signer(city.network.contracts.verifier);
    const create = (signers: `0x${string}`[], threshold: number) => () =>
      city.client.createAccount({ signers, threshold, salt: zeroHash });
    await expectRefused(create([`0x${'ab'.repeat(20)}`], 1), 'ACCOUNT_SIGNER_UNUSABLE');
    await expectRefused(create([signer], 2), 'INPUT_INVALID', { field: 'threshold' });
    await expectRefused(create([signer, signer], 1), 'SIGNER_DUPLICATE');
  });

  it('creates an account once, however often it is asked', async () => {
    const signers = [agencyKey().signer(city.network.contracts.verifier)];
    const again = await city.client.createAccount({ signers, threshold: 1, salt: `0x${'07'.repeat(32)}` });
    expect(again.account.toLowerCase()).to.equal(otherAccount.toLowerCase());
  });

  it('lets a citizen enrol itself, without a name', async () => {
    const batch = batchOf(otherAccount, 1n, [enrolSelfCall(city.network)]);
    await city.client.submitCall({ call: signed(city.network, batch, [agencyKey()]) });
    const citizen = await city.client.participant(otherAccount);
    expect(citizen).to.include({ kind: 'CITIZEN', status: 'ACTIVE' });
    expect(citizen).not.to.have.property('name');
  });
});
