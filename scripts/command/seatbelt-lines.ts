import type { SeatbeltView } from '../../node/client/views.ts';
import { timeText } from '../../node/protocol/descriptions/values.ts';

/** What a seatbelt says, for a person: what changes, what to beware of, which answers would be others. */
export function seatbeltLines({ outcome, block, revert, effects, warnings, replay }: SeatbeltView): string[] {
  const words = outcome === 'would succeed' ? 'Proposed and voted, it' : 'It';
  return [
    `${words} ${outcome}, on the state of block ${block.number}.`,
    ...(revert === undefined ? [] : [`refused   ${revert.text}`]),
    ...warnings.map(({ text }) => `beware    ${text}`),
    ...effects.map(({ text }) => `changes   ${text}`),
    ...replayLines(replay),
  ];
}

function replayLines({ records, from, flips, permitsBefore, permitsAfter }: SeatbeltView['replay']): string[] {
  const since = `since ${timeText(from)}`;
  if (records === 0) return [`Nobody asked for access ${since}.`];
  return [
    `Of ${records} requests ${since}, ${permitsBefore} are permitted today and ${permitsAfter} would be.`,
    ...flips.map(({ participant, target, action, purpose, before, after, count }) => {
      const why = purpose === '' ? '' : ` for ${purpose}`;
      return `flips     ${before} becomes ${after}: ${participant} ${action} ${target}${why} (${count} times)`;
    }),
  ];
}
