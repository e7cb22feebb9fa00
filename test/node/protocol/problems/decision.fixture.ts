import type { Problem } from '../../../../node/protocol/problems/problem.ts';
import { routesProblem } from '../../../../node/protocol/problems/routes/parameters.ts';
import { takeSnapshot } from '../../../../node/twin/demonstration.ts';
import { type SolveAnswer, solve } from '../../../../oracle/problems/solver.ts';

/** The demonstration city on 21 September 2026, and a fifth of its drivers guided, with little work for the solver. */
export const snapshot = takeSnapshot(() => 1_790_000_000);
export const problem: Problem = routesProblem({ solver: { seed: 7, workUnits: 60_000 } });

let answer: Promise<SolveAnswer> | undefined;

/** That decision solved; once for all tests. */
export function solved(): Promise<SolveAnswer> {
  answer ??= solve({ problem, snapshot: snapshot.content });
  return answer;
}
