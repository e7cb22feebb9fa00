import { decodeRevert } from '../../chain/revert-reason.ts';
import type { Call } from '../../protocol/call.ts';
import { describeBatch } from '../../protocol/describe-call.ts';
import { timeText } from '../../protocol/descriptions/values.ts';
import type { Contracts } from '../../protocol/network.ts';
import type { Effect } from '../../protocol/seatbelt/effect.ts';
import { accountOf } from '../../protocol/seatbelt/effects.ts';
import { eventEffects } from '../../protocol/seatbelt/event-effects.ts';
import type { Replay } from '../../protocol/seatbelt/replay-access.ts';
import type { Refused, RunOutcome, Stage } from '../../protocol/seatbelt/run.ts';
import { phrase, type SeatbeltPhrase } from '../../protocol/seatbelt/sentences.ts';
import type { Executed } from './executed.ts';

/** What the seatbelt says of a proposal or of a draft. Times in unix seconds. */
export interface SeatbeltView {
  /** Decimal; absent for a draft. */
  proposalId?: string;
  /** The block whose state it was tried on. */
  block: { number: number; hash: `0x${string}` };
  outcome: 'would succeed' | 'would revert' | 'was carried out';
  /** The time at which it is carried out on the copy, or was for good. */
  at?: number;
  revert?: SeatbeltPhrase & { stage: Stage; call?: number; error?: string; args?: string; data: `0x${string}` };
  effects: Effect[];
  warnings: SeatbeltPhrase[];
  replay: Omit<Replay, 'flips'> & { from: number; flips: Replay['flips'][number][] };
}

export interface Speaking {
  readonly contracts: Contracts;
  /** Names by account, in lower case. */
  readonly names: ReadonlyMap<string, string>;
}

export interface Tried {
  readonly calls: readonly Call[];
  readonly isDraft: boolean;
}

type Said = Pick<SeatbeltView, 'outcome' | 'at' | 'revert' | 'effects' | 'warnings'>;

/** What a run on a copy means. That a draft was proposed anew needs no telling. */
export function tellOutcome(outcome: RunOutcome, tried: Tried, { contracts, names }: Speaking): Said {
  const { calls, isDraft } = tried;
  const anew = outcome.isAnew && !isDraft ? [phrase('seatbelt.warning.anew')] : [];
  if (outcome.kind === 'refused') {
    const revert = tellRefusal(outcome, calls, contracts);
    return { outcome: 'would revert', revert, effects: [], warnings: anew };
  }
  const { effects, warnings } = accountOf(outcome, contracts, names);
  return {
    outcome: 'would succeed',
    at: outcome.after.time,
    effects: [...effects],
    warnings: [...anew, ...warnings],
  };
}

/** What an execution for good meant. */
export function tellExecuted({ run, logs }: Executed, executedAt: number, { contracts, names }: Speaking): Said {
  const told = phrase('seatbelt.executed', { time: timeText(executedAt) });
  const common = { outcome: 'was carried out', at: executedAt } as const;
  if (run === undefined) {
    const warnings = [told, phrase('seatbelt.warning.stateGone')];
    return { ...common, effects: eventEffects(logs, contracts, false), warnings };
  }
  const { effects, warnings } = accountOf(run, contracts, names);
  return { ...common, effects: [...effects], warnings: [told, ...warnings] };
}

function tellRefusal({ stage, call, data }: Refused, calls: readonly Call[], contracts: Contracts) {
  const known = decodeRevert(data);
  const reason = known === undefined ? unreadable(data) : `${known.error}(${known.args})`;
  const what =
    call === undefined ? undefined : describeBatch({ account: contracts.timelock, calls }, contracts)[call - 1];
  const told =
    what === undefined
      ? phrase(`seatbelt.refused.${stage}`, { reason })
      : phrase('seatbelt.refused.call', { call: `${call} (${what.text})`, reason });
  return { ...told, stage, ...(call === undefined ? {} : { call }), ...known, data };
}

function unreadable(data: string): string {
  return data === '0x' ? 'no reason is given' : `a reason that nobody here can read: ${data}`;
}
