import { expect } from 'chai';
import { routesProblem } from '../../../node/protocol/problems/routes/parameters.ts';
import { encodeReport, gapOf } from '../../../node/protocol/report.ts';
import { checkReport, failedCheck } from '../../../node/protocol/verify-report.ts';
import { solve } from '../../../oracle/problems/solver.ts';
import { expectRejection } from '../../expect-code.ts';
import { problem, snapshot, solved } from '../../node/protocol/problems/decision.fixture.ts';

const { content } = snapshot;

describe('the solver', () => {
  it('writes the same report, byte for byte, for the same problem and snapshot', async () => {
    const again = await solve({ problem, snapshot: content, onProgress: () => {}, cpuSeconds: () => 1 });
    expect(encodeReport(again.report)).to.deep.equal(encodeReport((await solved()).report));
  });

  it('comes within a tenth of a percent of the proven bound, and far below today', async () => {
    const { report } = await solved();
    expect(gapOf(report)).to.be.within(0, 0.001);
    expect(Number(report.energy) / Number(report.baselines.today)).to.be.lessThan(0.985);
  });

  it('writes reports that pass every check, for other seeds and shares', async () => {
    for (const [seed, sharePermille] of [
      [1, 50],
      [2, 1000],
    ]) {
      const other = routesProblem({
        parameters: { ...(sharePermille === undefined ? {} : { sharePermille }) },
        solver: { seed: seed ?? 0, workUnits: 20_000 },
      });
      const { report } = await solve({ problem: other, snapshot: content });
      expect(failedCheck(checkReport({ problem: other, snapshotContent: content, report }))).to.equal(undefined);
    }
  });

  it('answers even with a single unit of work', async () => {
    const hurried = routesProblem({ solver: { seed: 1, workUnits: 1 } });
    const { report } = await solve({ problem: hurried, snapshot: content });
    expect(failedCheck(checkReport({ problem: hurried, snapshotContent: content, report }))).to.equal(undefined);
  });

  it('says what each component cost beside the report, not in it', async () => {
    const { cost, report } = await solved();
    expect(cost.map(({ component }) => component)).to.deep.equal([
      'compile',
      'relaxation',
      'annealer/tepid',
      'annealer/warm',
    ]);
    expect(report.attribution.map(({ component }) => component)).to.deep.equal([
      'relaxation',
      'annealer/tepid',
      'annealer/warm',
    ]);
    expect(report.quantum.used).to.equal(false);
  });

  it('stops when asked to', async () => {
    await expectRejection('SOLVING_ABORTED', solve({ problem, snapshot: content, signal: AbortSignal.abort() }));
  });
});
