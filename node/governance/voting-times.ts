import type { ProposalRow } from './proposals-table.ts';

/** When open proposals change their state by the mere passing of time, after this unix second. */
export function votingTimes(
  open: readonly Pick<ProposalRow, 'voteStart' | 'voteEnd' | 'eta'>[],
  after: number,
): number[] {
  const times = open.flatMap(({ voteStart, voteEnd, eta }) => [
    voteStart + 1,
    voteEnd + 1,
    ...(eta === undefined ? [] : [eta]),
  ]);
  return times.filter((at) => at > after);
}
