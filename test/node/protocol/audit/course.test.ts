import { expect } from 'chai';
import { encodeFunctionData, type Hex, stringToHex } from 'viem';
import { buildReceipt } from '../../../../node/decisions/receipt.ts';
import { decisionLedgerAbi } from '../../../../node/protocol/abi.ts';
import { auditReceipt } from '../../../../node/protocol/audit.ts';
import type { Call } from '../../../../node/protocol/call.ts';
import { cidOfRaw, digestOfCid } from '../../../../node/protocol/cid.ts';
import { areaWord } from '../../../../node/protocol/problems/area.ts';
import { compileProblem, problemCid } from '../../../../node/protocol/problems/problem.ts';
import type { Receipt } from '../../../../node/protocol/receipt.ts';
import { answerOf, encodeRecord } from '../../../../node/protocol/record-call.ts';
import { encodeReport, type Report } from '../../../../node/protocol/report.ts';
import { encodeSample, sampleHash } from '../../../../node/protocol/sample.ts';
import { nativeEngine } from '../../../../node/protocol/signatures/native.ts';
import { grantRoleCall } from '../../../../scripts/demonstration/founding.ts';
import { type Answer, type City, decide, finalize, foundCity, solveSmall } from '../../decisions/city.ts';
import { testKey } from '../../decisions/signing-keys.ts';

const abi = decisionLedgerAbi;
const otherRoot: Hex = `0x${'ab'.repeat(32)}`;
const word = (text: string): Hex => stringToHex(text, { size: 32 });

describe('audit of what became of an answer', () => {
  let city: City;
  let answer: Answer;
  /** A plan as bad as everybody on the shortest path: the solver's own beats it. */
  let weak: Report;
  let ids: bigint[];

  before(async () => {
    city = await foundCity();
    answer = await solveSmall();
    const compiled = compileProblem(answer.snapshot.content, answer.problem);
    const { shortestPaths } = compiled.baselines;
    const sample = encodeSample(compiled.start, compiled.model);
    weak = { ...answer.report, sample, energy: shortestPaths, attribution: [] };
    await act([grantRoleCall(city.chain.contracts, 'COURT', city.chain.contracts.founder)]);
    ids = await decide(city, answer, [
      answer.report,
      weak,
      weak,
      answer.report,
      answer.report,
      answer.report,
      answer.report,
    ]);
  });
  after(async () => await city?.remove());

  /** The founder's signature stands for a vote and for the court. */
  const act = (calls: Call[]) => city.execute({ address: city.chain.contracts.founder, keys: [testKey(1)] }, calls, 1);
  const byLedger = (data: Hex): Call => ({ target: city.chain.contracts.decisionLedger, value: 0n, data });
  const idAt = (index: number): bigint => ids[index] ?? 0n;
  const receiptOf = async (id: bigint): Promise<Receipt> =>
    JSON.parse(JSON.stringify(await buildReceipt(city, { decisionId: id })));

  async function audit(receipt: unknown) {
    const { checks, decision } = await auditReceipt({ receipt, engine: nativeEngine });
    const details = checks.flatMap((check) => check.details.filter(({ state }) => state !== 'passed'));
    const reasons = details.map(({ name, reason }) => `${name}: ${reason}`);
    return { decision, reasons: reasons.filter((reason) => reason !== 'prerequisite: ANCHOR_NOT_GIVEN') };
  }

  /** A sample judged better by the court. */
  async function beat(id: bigint, { sample, energy }: Report): Promise<void> {
    const args = [id, sampleHash(sample), energy, city.agency.address] as const;
    await act([
      byLedger(encodeFunctionData({ abi, functionName: 'suspendForChallenge', args: [id] })),
      byLedger(encodeFunctionData({ abi, functionName: 'beat', args })),
      byLedger(encodeFunctionData({ abi, functionName: 'resumeFromChallenge', args: [id] })),
    ]);
  }

  const byAgency = (id: bigint) =>
    city.execute(
      city.agency,
      [byLedger(encodeFunctionData({ abi, functionName: 'object', args: [id, otherRoot] }))],
      1,
    );

  async function object(id: bigint, isUpheld: boolean): Promise<void> {
    await byAgency(id);
    await act([byLedger(encodeFunctionData({ abi, functionName: 'resolveObjection', args: [id, isUpheld] }))]);
  }

  it('passes for a decision whose objection was turned down, and names a struck one as struck', async () => {
    await object(idAt(3), false);
    expect(await audit(await receiptOf(idAt(3)))).to.deep.include({ reasons: [] });
    await object(idAt(4), true);
    const { decision, reasons } = await audit(await receiptOf(idAt(4)));
    expect(reasons).to.deep.equal(['not-struck: DECISION_STRUCK']);
    expect(decision).to.include({ state: 'STRUCK', cause: 'objection' });
  });

  it('follows an objection that came under a challenge, and notices when it is left out', async () => {
    const id = idAt(6);
    await act([byLedger(encodeFunctionData({ abi, functionName: 'suspendForChallenge', args: [id] }))]);
    await byAgency(id);
    expect(await audit(await receiptOf(id))).to.deep.include({ reasons: [] });
    await act([byLedger(encodeFunctionData({ abi, functionName: 'resumeFromChallenge', args: [id] }))]);
    const receipt = await receiptOf(id);
    const { decision, reasons } = await audit(receipt);
    expect([decision?.state, reasons]).to.deep.equal(['OBJECTED', []]);
    const { steps = [], ...events } = receipt.events;
    const without = await audit({ ...receipt, events: { ...events, steps: steps.toSpliced(1, 1) } });
    expect(without.reasons.join(' ')).to.contain('standing: RECORD_MISMATCH');
  });

  it('scores a better sample again where it is at hand, says so where it is not, and notices another one', async () => {
    await beat(idAt(1), answer.report);
    const without = await audit(await receiptOf(idAt(1)));
    expect(without.reasons).to.deep.equal(['better-sample: SAMPLE_NOT_GIVEN']);
    await city.content.put(cidOfRaw(answer.report.sample), answer.report.sample);
    const receipt = await receiptOf(idAt(1));
    const { decision, reasons } = await audit(receipt);
    expect(reasons).to.deep.equal([]);
    expect(decision?.beatenBy).to.deep.equal([
      {
        author: city.agency.address,
        sampleHash: sampleHash(answer.report.sample),
        energy: String(answer.report.energy),
        at: decision?.beatenBy?.[0]?.at,
      },
    ]);
    const betterSample = Buffer.from(weak.sample).toString('base64');
    expect((await audit({ ...receipt, betterSample })).reasons).to.deep.equal(['better-sample: SAMPLE_MISMATCH']);
    const unbeaten = { ...(await receiptOf(idAt(5))), betterSample };
    expect((await audit(unbeaten)).reasons).to.deep.equal(['better-sample: SAMPLE_UNREFERENCED']);
  });

  it('does not believe a court that claims a better energy than the sample has', async () => {
    await beat(idAt(2), { ...answer.report, energy: answer.report.bound });
    expect((await audit(await receiptOf(idAt(2)))).reasons).to.deep.equal(['better-sample: SAMPLE_MISMATCH']);
  });

  it('passes for an enacted decision, and notices any step that is left out, doubled or moved', async () => {
    await beat(idAt(0), { ...answer.report, energy: answer.report.energy - 1n });
    await finalize(city, idAt(0));
    await act([byLedger(encodeFunctionData({ abi, functionName: 'enact', args: [idAt(0)] }))]);
    const receipt = await receiptOf(idAt(0));
    const { decision } = await audit(receipt);
    expect(decision).to.include({ state: 'ENACTED' });
    const { steps = [], ...events } = receipt.events;
    expect(steps).to.have.length(4);
    const others = [
      ...steps.map((_, index) => steps.toSpliced(index, 1)),
      steps.toReversed(),
      [...steps, ...steps.slice(-1)],
    ];
    for (const [index, changed] of others.entries()) {
      const { reasons } = await audit({ ...receipt, events: { ...events, steps: changed } });
      expect(reasons.join(' '), String(index)).to.match(/standing: (COURSE_INVALID|RECORD_MISMATCH)/);
    }
    const { reasons } = await audit({ ...receipt, events: { ...events, steps: [] } });
    expect(reasons.join(' ')).to.contain('DOCUMENT_INVALID');
  });

  it('compares what a request under a mandate says of itself with its problem and snapshot', async () => {
    const change = BigInt(answer.problem.parameters.sharePermille);
    for (const said of [change, change - 1n]) {
      const id = await decideUnderMandate(said);
      if (said === change) await object(id, false);
      const receipt = await receiptOf(id);
      const { decision, reasons } = await audit(receipt);
      expect(reasons).to.deep.equal(said === change ? [] : ['mandate: MANDATE_MISMATCH']);
      expect(decision).to.deep.include({
        state: 'ENACTED',
        mandate: { id: decision?.mandate?.id, area: answer.snapshot.content.city, change: String(said) },
      });
    }
  });

  /** A mandate, a request under it that says this change, and the record. */
  async function decideUnderMandate(change: bigint): Promise<bigint> {
    const { contracts } = city.chain;
    const area = areaWord(answer.snapshot.content.city);
    const until = city.clock.now() + 3600;
    const mandate = { kind: word('routes'), area, agency: city.agency.address, largestChange: 1000n, until, perDay: 9 };
    await act([byLedger(encodeFunctionData({ abi, functionName: 'grantMandate', args: [mandate] }))]);
    const terms = {
      kind: word('routes'),
      problem: digestOfCid(problemCid(answer.problem)),
      snapshot: digestOfCid(answer.snapshot.content.cid),
      isRestricted: false,
      recordBy: city.clock.now() + 600,
      challengeWindow: 5,
      committee: city.committee.address,
    };
    mandates += 1n;
    const args = [terms, mandates, area, change] as const;
    await city.execute(
      city.agency,
      [byLedger(encodeFunctionData({ abi, functionName: 'requestUnderMandate', args }))],
      1,
    );
    last += 1n;
    await city.content.putBlock(encodeReport(answer.report));
    await city.execute(
      city.committee,
      [{ target: contracts.decisionLedger, value: 0n, data: encodeRecord(last, answerOf(answer.report)) }],
      2,
    );
    return last;
  }

  let mandates = 0n;
  let last = 7n;
});
