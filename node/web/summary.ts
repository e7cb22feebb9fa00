import type { Evidence } from './evidence.ts';

/** What a decision's sentence needs: the asked share (0 to 1) and vehicle-hours before and after. */
export interface DecisionSummary {
  share: number;
  saved?: { hours: number; share: number };
}

/** The same from evidence that was computed again. */
export function summaryOf({ question, today, plan }: Evidence): DecisionSummary {
  if (plan === undefined) return { share: question.share };
  return { share: question.share, saved: savedOf(today, plan.hours) };
}

export function savedOf(today: number, planned: number): { hours: number; share: number } {
  return { hours: today - planned, share: today > 0 ? (today - planned) / today : 0 };
}
