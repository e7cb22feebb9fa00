import { expect } from 'chai';
import { type Address, encodeFunctionData, type Hex, parseEventLogs, stringToHex } from 'viem';
import type { DecisionView, MandateList } from '../../../node/client/views.ts';
import { decisionLedgerAbi } from '../../../node/protocol/abi.ts';
import { batchDigest, type Call } from '../../../node/protocol/call.ts';
import { batchToJson } from '../../../node/protocol/call-json.ts';
import { nonceOf } from '../../../node/protocol/call-nonce.ts';
import { compilePolicy } from '../../../node/protocol/policy/compile.ts';
import { publishPolicyCall } from '../../../node/protocol/policy/governing-calls.ts';
import { policyTemplate } from '../../../node/protocol/policy/templates.ts';
import { scopeOf } from '../../../node/protocol/problems/problem.ts';
import { answerOf, encodeRecord } from '../../../node/protocol/record-call.ts';
import { encodeReport } from '../../../node/protocol/report.ts';
import { requestBatch } from '../../../node/protocol/request-batch.ts';
import { grantRoleCall } from '../../../scripts/demonstration/founding.ts';
import { startTestGateway, type TestGateway } from '../gateway/gateway.fixture.ts';
import { type Answer, type City, decide, finalize, foundCity, solveSmall } from './city.ts';
import { signDigest, testKey } from './signing-keys.ts';

const abi = decisionLedgerAbi;
const better: Hex = `0x${'be'.repeat(32)}`;
const otherRoot: Hex = `0x${'ab'.repeat(32)}`;

describe('what became of decisions, as the gateway tells it', () => {
  let city: City;
  let answer: Answer;
  let gateway: TestGateway;
  let ids: bigint[];
  let founder: Address;

  before(async () => {
    city = await foundCity();
    founder = city.chain.contracts.founder;
    answer = await solveSmall();
    gateway = await startTestGateway({ over: city });
    await act([grantRoleCall(city.chain.contracts, 'COURT', founder)]);
    ids = await decide(city, answer, [answer.report, answer.report, answer.report]);
  });
  after(async () => {
    await gateway?.close();
    await city?.remove();
  });

  const byLedger = (data: Hex): Call => ({ target: city.chain.contracts.decisionLedger, value: 0n, data });
  /** The founder's signature stands for a vote and for the court. */
  const act = (calls: Call[]) => city.execute({ address: founder, keys: [testKey(1)] }, calls, 1);
  const now = () => city.clock.now();

  async function view(id: bigint): Promise<DecisionView> {
    await gateway.indexed();
    const response = await gateway.ask({ url: `/decisions/${id}` });
    expect(response.statusCode, response.body).to.equal(200);
    return response.json();
  }

  it('shows an objection, waits for its vote, and goes on where the window stopped', async () => {
    const [id = 0n] = ids;
    const { challengeUntil = 0 } = await view(id);
    await city.execute(
      city.agency,
      [byLedger(encodeFunctionData({ abi, functionName: 'object', args: [id, otherRoot] }))],
      1,
    );
    const objected = await view(id);
    expect(objected).to.include({ state: 'OBJECTED', whoEnacts: 'vote' });
    const { at = 0, ...objection } = objected.objections[0] ?? {};
    expect(objection).to.deep.equal({ account: city.agency.address.toLowerCase(), modelRoot: otherRoot });
    city.clock.advance(100);
    await act([byLedger(encodeFunctionData({ abi, functionName: 'resolveObjection', args: [id, false] }))]);
    const resumed = await view(id);
    expect(resumed.state).to.equal('RECORDED');
    // Blocks may be some seconds ahead of the clock.
    expect((resumed.challengeUntil ?? 0) - challengeUntil).to.be.greaterThan(50);
    expect(at).to.be.below(resumed.challengeUntil ?? 0);
  });

  it('says who may enact, and then when and by whom it was enacted and stopped', async () => {
    const [id = 0n] = ids;
    const { challengeUntil = 0 } = await view(id);
    city.clock.advance(Math.max(0, challengeUntil - now()));
    await finalize(city, id);
    expect(await view(id)).to.include({ state: 'FINAL', whoEnacts: 'vote' });
    await act([publishPolicyCall(city.chain.contracts.policyRegistry, enactPolicy())]);
    city.clock.advance(2);
    expect(await view(id)).to.include({ state: 'FINAL', whoEnacts: 'agency' });
    await city.execute(city.agency, [byLedger(encodeFunctionData({ abi, functionName: 'enact', args: [id] }))], 1);
    const enacted = await view(id);
    expect(enacted).to.include({ state: 'ENACTED', enactedBy: city.agency.address.toLowerCase() });
    expect(enacted.enactedAt).to.be.greaterThan(enacted.finalizedAt ?? Number.POSITIVE_INFINITY);
    expect(enacted).not.to.have.property('whoEnacts');
    await city.execute(city.agency, [byLedger(encodeFunctionData({ abi, functionName: 'stop', args: [id] }))], 1);
    expect(await view(id)).to.include({ state: 'STOPPED', stoppedBy: city.agency.address.toLowerCase() });
  });

  it('shows who beat an answer, with the sample that stands, and why one was struck', async () => {
    const [, id = 0n] = ids;
    const energy = answer.report.energy - 1n;
    await act([
      byLedger(encodeFunctionData({ abi, functionName: 'suspendForChallenge', args: [id] })),
      byLedger(encodeFunctionData({ abi, functionName: 'beat', args: [id, better, energy, city.agency.address] })),
    ]);
    const beaten = await view(id);
    expect(beaten.state).to.equal('CHALLENGED');
    expect(beaten.outcome).to.include({ sampleHash: better, energy: String(energy) });
    expect(beaten.beatenBy).to.have.length(1);
    expect(beaten.beatenBy[0]).to.include({
      author: city.agency.address.toLowerCase(),
      energy: String(energy),
      sampleHash: better,
    });
    await act([byLedger(encodeFunctionData({ abi, functionName: 'resumeFromChallenge', args: [id] }))]);
    expect((await view(id)).state).to.equal('RECORDED');
    const cause = stringToHex('energy', { size: 32 });
    await act([byLedger(encodeFunctionData({ abi, functionName: 'strike', args: [id, cause] }))]);
    const struck = await view(id);
    expect(struck).to.include({ state: 'STRUCK', cause: 'energy' });
    expect(struck.struckAt).to.be.a('number');
  });

  it('shows an objection that comes under a challenge, which waits for its vote when the court is done', async () => {
    const [, , id = 0n] = ids;
    await act([byLedger(encodeFunctionData({ abi, functionName: 'suspendForChallenge', args: [id] }))]);
    const objection = encodeFunctionData({ abi, functionName: 'object', args: [id, otherRoot] });
    await city.execute(city.agency, [byLedger(objection)], 1);
    const challenged = await view(id);
    expect([challenged.state, challenged.objections.length]).to.deep.equal(['CHALLENGED', 1]);
    expect(challenged.objections[0]).not.to.have.property('resolvedAt');
    await act([byLedger(encodeFunctionData({ abi, functionName: 'resumeFromChallenge', args: [id] }))]);
    expect((await view(id)).state).to.equal('OBJECTED');
    await act([byLedger(encodeFunctionData({ abi, functionName: 'resolveObjection', args: [id, true] }))]);
    const struck = await view(id);
    expect(struck).to.include({ state: 'STRUCK', cause: 'objection' });
    expect(struck.objections[0]).to.include({ isUpheld: true, resolvedAt: struck.struckAt });
  });

  describe('under a standing mandate', () => {
    const mandates = async (): Promise<MandateList['mandates']> => {
      await gateway.indexed();
      return (await gateway.ask({ url: '/mandates' })).json<MandateList>().mandates;
    };

    it('refuses a request that says less than its problem changes, and keeps nothing', async () => {
      await act([byLedger(encodeFunctionData({ abi, functionName: 'grantMandate', args: [mandate()] }))]);
      const { area, change } = scopeOf(answer.snapshot.content, answer.problem);
      const { batch, content } = underMandate({ area, change: change - 1n });
      const [key] = city.agency.keys;
      if (key === undefined) throw new RangeError('a key');
      const { verifier } = city.chain.contracts;
      const signature = signDigest(verifier, key, batchDigest(city.chain.chainId, batch));
      await gateway.indexed();
      const payload = {
        call: batchToJson(batch, [signature]),
        content: content.map((bytes) => Buffer.from(bytes).toString('base64')),
      };
      for (const block of answer.snapshot.blocks) payload.content.push(Buffer.from(block.bytes).toString('base64'));
      const response = await gateway.ask({ method: 'POST', url: '/decisions', payload });
      expect([response.statusCode, response.json().code]).to.deep.equal([422, 'MANDATE_MISMATCH']);
      expect((await mandates())[0]).to.deep.include({ id: 1, state: 'IN_FORCE', usedToday: 0, decisions: [] });
    });

    it('shows the mandate with the decision that took effect under it, until it is revoked', async () => {
      const scope = scopeOf(answer.snapshot.content, answer.problem);
      const { batch } = underMandate(scope);
      const { logs } = await city.execute(city.agency, batch.calls, 1);
      const [requested] = parseEventLogs({ abi, logs, eventName: 'DecisionRequested' });
      const id = requested?.args.id ?? 0n;
      await city.content.putBlock(encodeReport(answer.report));
      await city.execute(city.committee, [byLedger(encodeRecord(id, answerOf(answer.report)))], 2);
      const enacted = await view(id);
      expect(enacted).to.include({ state: 'ENACTED', enactedBy: city.agency.address.toLowerCase() });
      const area = answer.snapshot.content.city;
      expect(enacted.mandate).to.deep.equal({ id: 1, area, change: String(scope.change) });
      expect(enacted.enactedAt).to.equal(enacted.recordedAt);
      await act([byLedger(encodeFunctionData({ abi, functionName: 'revokeMandate', args: [1n] }))]);
      const [shown] = await mandates();
      expect(shown).to.deep.include({ state: 'REVOKED', usedToday: 1, decisions: [Number(id)], area, kind: 'routes' });
      expect(shown).to.include({ grantedBy: '0', revokedBy: '0', largestChange: '500', perDay: 3 });
    });
  });

  const mandate = () => ({
    kind: stringToHex('routes', { size: 32 }),
    area: scopeOf(answer.snapshot.content, answer.problem).area,
    agency: city.agency.address,
    largestChange: 500n,
    until: now() + 86_400,
    perDay: 3,
  });

  function underMandate(scope: { area: Hex; change: bigint }) {
    return requestBatch({
      ledger: city.chain.contracts.decisionLedger,
      agency: city.agency.address,
      committee: city.committee.address,
      problem: answer.problem,
      snapshotCid: answer.snapshot.content.cid,
      challengeWindowSeconds: 60,
      now: now(),
      recordSeconds: 600,
      callSeconds: 600,
      mandate: { id: 1n, scope },
      nonce: nonceOf(900n),
    });
  }

  function enactPolicy() {
    const target = 'urn:qdt:decision:routes';
    const parts = { name: 'own-routes', owner: city.agency.address, target, reviewBy: now() + 86_400 };
    const permission = [{ assignee: 'urn:qdt:role:AGENCY', target, action: 'enact' }];
    return compilePolicy(
      JSON.stringify({ ...policyTemplate('internal', parts), permission, prohibition: [] }),
      new Set(),
    );
  }
});
