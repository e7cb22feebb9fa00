import { expect } from 'chai';
import type { Hex } from 'viem';
import type { DecisionView } from '../../../node/client/views.ts';
import type { CallBatch } from '../../../node/protocol/call.ts';
import { batchDigest } from '../../../node/protocol/call.ts';
import { batchToJson } from '../../../node/protocol/call-json.ts';
import { nonceOf } from '../../../node/protocol/call-nonce.ts';
import { cidOfBlock, digestOfCid } from '../../../node/protocol/cid.ts';
import { encodeProblem, type Problem, problemCid } from '../../../node/protocol/problems/problem.ts';
import { answerOf, decodeRecord, type RecordedAnswer } from '../../../node/protocol/record-call.ts';
import { encodeReport, type Report } from '../../../node/protocol/report.ts';
import type { ReportOutcome } from '../../../node/protocol/verify-report.ts';
import { workOnce } from '../../../oracle/committee/follow.ts';
import { placeInRotation } from '../../../oracle/committee/rotation.ts';
import { solve } from '../../../oracle/problems/solver.ts';
import { publishReport } from '../../../oracle/report/publish.ts';
import { recordBatch } from '../../../oracle/report/record-batch.ts';
import { codeOf } from '../../node/content/code-of.ts';
import {
  chainId,
  contracts,
  createFakeNode,
  createOperator,
  sealOf,
  signers,
  smallProblem,
  snapshot,
  withFolder,
} from './committee.fixture.ts';

const byPlace = signers.toSorted(
  (a, b) => (placeInRotation(signers, a, 1) ?? 0) - (placeInRotation(signers, b, 1) ?? 0),
);
const [lead = '0x', ...others] = byPlace;

interface Proposal {
  report: Report;
  answer: RecordedAnswer;
  batch: CallBatch;
  withContent: boolean;
}

const otherProblem: Problem = { ...smallProblem, solver: { ...smallProblem.solver, seed: 8 } };

function withOutcome(change: (outcome: ReportOutcome) => Partial<ReportOutcome>) {
  return ({ answer }: Proposal): Partial<Proposal> => {
    const { outcome } = answer;
    return { answer: { ...answer, outcome: { ...outcome, ...change(outcome) } } };
  };
}

const flipLast = (hex: Hex): Hex => `0x${hex.slice(2, -1)}${hex.endsWith('0') ? '1' : '0'}`;

function withBitFlipped(bytes: Uint8Array): Uint8Array {
  const flipped = bytes.slice();
  flipped[0] = (flipped[0] ?? 0) ^ 1;
  return flipped;
}

describe('a committee’s checker', () => {
  let honest: Report;
  before(async () => {
    honest = (await solve({ problem: smallProblem, snapshot: snapshot.content })).report;
  });

  /** A lead publishes this; both others look at it. Returns what they answered. */
  async function answers(change: (honest: Proposal) => Partial<Proposal>, mandate?: DecisionView['mandate']) {
    const node = createFakeNode();
    if (mandate !== undefined) node.decision = { ...node.decision, mandate };
    const told: string[] = [];
    const standard = (report: Report, answer = answerOf(report)) =>
      recordBatch(contracts.decisionLedger, node.decision, answer);
    const base = { report: honest, answer: answerOf(honest), batch: standard(honest), withContent: true };
    const changed = change(base);
    const report = changed.report ?? honest;
    const batch = changed.batch ?? standard(report, changed.answer);
    await node.client.submitCall({
      call: batchToJson(batch, [{ signer: lead, signature: sealOf(lead, batchDigest(chainId, batch)) }]),
      content: changed.withContent === false ? [] : [Buffer.from(encodeReport(report)).toString('base64')],
    });
    await withFolder(async (folder) => {
      for (const signer of others) await workOnce(createOperator({ node, signer, folder, told }));
    });
    const [call] = [...node.calls.values()];
    return { node, told, checks: call?.refusals.map(({ check }) => check), signatures: call?.signatures.length };
  }

  const tamperings: [string, (honest: Proposal) => Partial<Proposal>, string][] = [
    ['root', ({ report }) => ({ report: { ...report, modelRoot: flipLast(report.modelRoot) } }), 'model-root'],
    ['sample', ({ report }) => ({ report: { ...report, sample: withBitFlipped(report.sample) } }), 'sample'],
    ['energy', ({ report }) => ({ report: { ...report, energy: report.energy ^ 1n } }), 'energy'],
    ['bound', ({ report }) => ({ report: { ...report, bound: report.bound ^ 1n } }), 'bound'],
    [
      'baseline',
      ({ report }) => ({
        report: { ...report, baselines: { ...report.baselines, today: report.baselines.today ^ 1n } },
      }),
      'baselines',
    ],
    ['recorded root', withOutcome(({ modelRoot }) => ({ modelRoot: flipLast(modelRoot) })), 'outcome'],
    ['recorded sample', withOutcome(({ sampleHash }) => ({ sampleHash: flipLast(sampleHash) })), 'outcome'],
    ['recorded energy', withOutcome(({ energy }) => ({ energy: energy ^ 1n })), 'outcome'],
    ['recorded bound', withOutcome(({ bound }) => ({ bound: bound ^ 1n })), 'outcome'],
    ['recorded problem', ({ answer }) => ({ answer: { ...answer, problem: flipLast(answer.problem) } }), 'problem'],
    ['recorded snapshot', ({ answer }) => ({ answer: { ...answer, snapshot: flipLast(answer.snapshot) } }), 'snapshot'],
    [
      'question, in the report and the record',
      ({ report }) => ({ report: { ...report, problem: problemCid(otherProblem) } }),
      'problem',
    ],
    ['missing report', () => ({ withContent: false }), 'report'],
    ['other nonce', ({ batch }) => ({ batch: { ...batch, nonce: nonceOf(77n) } }), 'call'],
    ['other deadline', ({ batch }) => ({ batch: { ...batch, deadline: batch.deadline - 1 } }), 'call'],
  ];

  for (const [what, change, check] of tamperings)
    it(`refuses a changed ${what}, naming “${check}”, and nothing is recorded`, async () => {
      const { node, checks, signatures } = await answers(change);
      expect(checks).to.deep.equal([check, check]);
      expect(signatures).to.equal(1);
      expect(node.recorded).to.deep.equal([]);
    });

  it('was tried with fifteen tamperings', () => expect(tamperings).to.have.length(15));

  it('refuses a request under a mandate that says another area or another change than its problem, and no other', async () => {
    const { city } = snapshot.content;
    const change = String(smallProblem.parameters.sharePermille);
    for (const [mandate, expected] of [
      [{ id: 1, area: city, change }, []],
      [{ id: 1, area: `${city}.`, change }, ['mandate', 'mandate']],
      [{ id: 1, area: city, change: '1' }, ['mandate', 'mandate']],
    ] as const) {
      const { node, checks } = await answers(() => ({}), mandate);
      expect(checks).to.deep.equal(expected);
      expect(node.recorded).to.have.length(expected.length === 0 ? 1 : 0);
    }
  });

  it('does not solve for such a request either', async () => {
    const node = createFakeNode();
    node.decision = { ...node.decision, mandate: { id: 1, area: snapshot.content.city, change: '1' } };
    await withFolder(async (folder) => {
      const operator = createOperator({ node, signer: lead, folder, told: [] });
      expect(await codeOf(publishReport(operator, node.decision))).to.equal('MANDATE_MISMATCH');
    });
    expect(node.calls.size).to.equal(0);
  });

  it('signs the honest report', async () => {
    const { node, checks } = await answers(() => ({}));
    expect(checks).to.deep.equal([]);
    expect(node.recorded).to.have.length(1);
  });

  it('names the question it was told in what it signs, so that a lie of its node is good for nothing', async () => {
    const node = createFakeNode();
    const asked = node.decision.problemCid;
    const lie = encodeProblem(otherProblem);
    node.content.set(cidOfBlock(lie), lie);
    await withFolder(async (folder) => {
      node.decision.problemCid = cidOfBlock(lie);
      await workOnce(createOperator({ node, signer: lead, folder }));
      node.decision.problemCid = asked;
      for (const signer of others) await workOnce(createOperator({ node, signer, folder }));
    });
    const [call] = [...node.calls.values()];
    const record = decodeRecord(call?.calls[0]?.data ?? '0x');
    expect(record?.problem).to.equal(digestOfCid(cidOfBlock(lie)));
    expect(call?.refusals.map(({ check }) => check)).to.deep.equal(['problem', 'problem']);
    expect(node.recorded).to.deep.equal([]);
  });

  it('never signs a batch that does more than record', async () => {
    const { node, checks, signatures } = await answers(({ batch }) => ({
      batch: { ...batch, calls: [...batch.calls, ...batch.calls] },
    }));
    expect([checks, signatures, node.recorded]).to.deep.equal([[], 1, []]);
  });

  it('neither signs nor refuses while it cannot read the snapshot', async () => {
    const node = createFakeNode();
    const told: string[] = [];
    const bytes = node.content.get(snapshot.cid) ?? new Uint8Array();
    node.content.set(snapshot.cid, withBitFlipped(bytes));
    await withFolder(async (folder) => {
      await workOnce(createOperator({ node, signer: lead, folder, told }));
    });
    expect(told.join('\n')).to.contain('CONTENT_HASH_MISMATCH');
    expect(node.calls.size).to.equal(0);
  });
});
