import { expect } from 'chai';
import { checkCertificate } from '../../../node/protocol/certificate.ts';
import { scoreChoices } from '../../../node/protocol/energy.ts';
import type { Report } from '../../../node/protocol/report.ts';
import { decodeSample, encodeSample } from '../../../node/protocol/sample.ts';
import {
  checkReport,
  failedCheck,
  outcomeOf,
  type ReportOutcome,
  reportCheckNames,
} from '../../../node/protocol/verify-report.ts';
import type { SolveAnswer } from '../../../oracle/problems/solver.ts';
import { below, randomSource } from '../../../oracle/samplers/random-source.ts';
import { problem, snapshot, solved } from './problems/decision.fixture.ts';

describe('the checks of a report', () => {
  let answer: SolveAnswer;
  const failed = (report: Report, outcome?: ReportOutcome) =>
    checkReport({
      problem,
      snapshotContent: snapshot.content,
      report,
      compiled: answer.compiled,
      ...(outcome === undefined ? {} : { outcome }),
    })
      .filter(({ passed }) => !passed)
      .map(({ name, code }) => `${name} ${code}`);

  before(async () => {
    answer = await solved();
  });

  it('all pass for a true report, compiled anew from snapshot and problem', () => {
    const { report } = answer;
    const checks = checkReport({ problem, snapshotContent: snapshot.content, report, outcome: outcomeOf(report) });
    expect(failedCheck(checks)).to.equal(undefined);
    expect(checks.map(({ name }) => name)).to.deep.equal([...reportCheckNames]);
  });

  const flipHex = (text: string) => `0x${text.at(2) === '0' ? '1' : '0'}${text.slice(3)}` as const;
  const tamperings: [name: string, code: string, change: (report: Report) => Partial<Report>][] = [
    ['problem', 'REPORT_MISMATCH', ({ snapshot }) => ({ problem: snapshot })],
    ['snapshot', 'REPORT_MISMATCH', ({ problem }) => ({ snapshot: problem })],
    ['model-root', 'REPORT_MISMATCH', ({ modelRoot }) => ({ modelRoot: flipHex(modelRoot) })],
    ['bound', 'REPORT_MISMATCH', ({ bound }) => ({ bound: bound - 1n })],
    ['bound', 'REPORT_MISMATCH', ({ bound }) => ({ bound: bound + 1n })],
    ['bound', 'REPORT_MISMATCH', ({ bound }) => ({ bound: (bound * 101n) / 100n })],
    ['bound', 'CERTIFICATE_LENGTH', ({ certificate }) => ({ certificate: { ...certificate, loads: [] } })],
    ['baselines', 'REPORT_MISMATCH', ({ baselines }) => ({ baselines: { ...baselines, today: baselines.today + 1n } })],
    ['attribution', 'REPORT_MISMATCH', () => ({ attribution: [] })],
    ['attribution', 'REPORT_MISMATCH', ({ solver }) => ({ solver: { ...solver, seed: 8 } })],
  ];
  for (const [name, code, change] of tamperings) {
    it(`turn just '${name}' red where it is tampered with (${code})`, () => {
      expect(failed({ ...answer.report, ...change(answer.report) })).to.deep.equal([`${name} ${code}`]);
    });
  }

  it("turn 'energy' red, and the sum of gains with it, for an energy one too low", () => {
    const { report } = answer;
    expect(failed({ ...report, energy: report.energy - 1n })).to.deep.equal([
      'energy REPORT_MISMATCH',
      'attribution REPORT_MISMATCH',
    ]);
  });

  it("turn 'sample' red for any flipped bit", () => {
    for (let at = 0; at < answer.report.sample.length; at += 37) {
      const sample = answer.report.sample.slice();
      sample[at] = (sample[at] ?? 0) ^ 4;
      expect(failed({ ...answer.report, sample })).to.include('sample SAMPLE_NOT_ONE_HOT');
    }
  });

  it("turn 'energy' red for another sample of the model", () => {
    const { model } = answer.compiled;
    const choices = decodeSample(answer.report.sample, model);
    const first = choices.map((choice, group) => (group === 0 ? (choice + 1) % (model.groups[0]?.size ?? 1) : choice));
    expect(scoreChoices(model, first)).to.not.equal(answer.report.energy);
    expect(failed({ ...answer.report, sample: encodeSample(first, model) })).to.deep.equal(['energy REPORT_MISMATCH']);
  });

  it("turn 'bound' red for 1,000 mutated certificates that still claim the bound, or they prove just it", () => {
    const random = randomSource(3);
    const { certificate, bound, energy } = answer.report;
    if (certificate.kind !== 'convex-tangent/1') throw new Error('routes are proven by tangents');
    let refused = 0;
    for (let round = 0; round < 1000; round++) {
      const at = below(random, certificate.loads.length);
      const load = Math.abs((certificate.loads[at] ?? 0) + below(random, 2001) - 1000);
      const mutated = { ...certificate, loads: certificate.loads.with(at, load) };
      const proved = checkCertificate(answer.compiled.model, mutated);
      expect(proved <= energy).to.equal(true);
      if (proved !== bound) refused++;
    }
    expect(refused).to.be.greaterThan(950);
  });

  it("turn 'outcome' red where the ledger recorded something else", () => {
    const outcome = outcomeOf(answer.report);
    const changes: Partial<ReportOutcome>[] = [
      { report: flipHex(outcome.report) },
      { modelRoot: flipHex(outcome.modelRoot) },
      { sampleHash: flipHex(outcome.sampleHash) },
      { energy: outcome.energy - 1n },
      { bound: outcome.bound - 1n },
    ];
    for (const change of changes) {
      expect(failed(answer.report, { ...outcome, ...change })).to.deep.equal(['outcome REPORT_MISMATCH']);
    }
  });

  it('all fail on the model, and do not throw, where the problem does not compile', () => {
    const nobody = { ...snapshot.content, demand: { ...snapshot.content.demand, trips: [] } };
    const checks = checkReport({ problem, snapshotContent: nobody, report: answer.report });
    expect(checks.filter(({ code }) => code === 'PROBLEM_EMPTY').map(({ name }) => name)).to.deep.equal([
      'model-root',
      'sample',
      'energy',
      'bound',
      'baselines',
    ]);
  });
});
