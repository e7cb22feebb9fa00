/** A policy's owner and review date, as they stand on chain. */
export interface Reviewed {
  owner: string;
  /** Unix seconds. */
  reviewBy: number;
}

/** Policies whose review date has come, the longest overdue first. They stay in force. */
export function overduePolicies<T extends Reviewed>(policies: readonly T[], now: number): T[] {
  return policies.filter(({ reviewBy }) => reviewBy <= now).sort((a, b) => a.reviewBy - b.reviewBy);
}
