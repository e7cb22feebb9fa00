import type { CompiledProblem } from '../../node/protocol/problems/problem.ts';
import type { Report } from '../../node/protocol/report.ts';
import type { Evidence } from '../committee/evidence.ts';

/** CPU-seconds a component used; told beside the report, never in it. */
export interface ComponentCost {
  component: string;
  cpuSeconds: number;
}

export interface SolvedReport {
  report: Report;
  /** The model it answers, where the solver hands it on. */
  compiled?: CompiledProblem;
  cost: readonly ComponentCost[];
}

/** Answers a problem on a snapshot; the report's bytes depend on these two alone. */
export type Solve = (task: Evidence & { signal: AbortSignal }) => Promise<SolvedReport>;
