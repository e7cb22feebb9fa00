import type { Contracts } from '../network.ts';
import { accessEffects } from './access-effects.ts';
import { decisionEffects } from './decision-effects.ts';
import { createNames, type Effect, effect } from './effect.ts';
import { eventEffects } from './event-effects.ts';
import { timelockCalls, within } from './frames.ts';
import { participantEffects, seatEffects } from './member-effects.ts';
import { policyEffects } from './policy-effects.ts';
import { roleEffects } from './role-effects.ts';
import { authorityEffects, doorEffects, settingEffects } from './rule-effects.ts';
import type { CarriedOut } from './run.ts';
import type { SeatbeltPhrase } from './sentences.ts';
import { changedContracts, unnamedEffects } from './storage-effects.ts';
import { warningsOf } from './warnings.ts';

export interface Account {
  readonly effects: readonly Effect[];
  readonly warnings: readonly SeatbeltPhrase[];
}

/**
 * What carrying out a proposal changes, in words: from what the contracts answered before and after, from the events of
 * the network's own contracts, and from their storage. `participants` are names by account, in lower case.
 */
export function accountOf(run: CarriedOut, contracts: Contracts, participants: ReadonlyMap<string, string>): Account {
  const nameOf = createNames(contracts, participants);
  const naming = { contracts, nameOf };
  const { before, after } = run;
  const named = [
    ...roleEffects(before, after, nameOf),
    ...seatEffects(before, after, nameOf),
    ...participantEffects(before, after, nameOf),
    ...settingEffects(before, after),
    ...doorEffects(before, after, naming),
    ...authorityEffects(before, after, naming),
    ...policyEffects(before, after, nameOf),
    ...accessEffects(run.logs, contracts),
    ...decisionEffects(run.logs, contracts, nameOf),
    ...eventEffects(run.logs, contracts, true),
  ];
  const changed = changedContracts(run, contracts);
  const effects = [...named, ...unnamedEffects(changed, named, contracts, nameOf)];
  const nothing = idleCalls(run, new Set(changed.map(({ address }) => address)), contracts);
  const isNothing = effects.length === 0;
  return {
    effects: isNothing ? [effect('seatbelt.nothingAtAll', {})] : [...effects, ...nothing],
    warnings: warningsOf(run, effects, naming),
  };
}

/** Calls that reach no contract in which anything changes. Payments change balances. */
function idleCalls({ frame }: CarriedOut, changed: ReadonlySet<string>, { timelock }: Contracts): Effect[] {
  if (frame === undefined) return [];
  return timelockCalls(frame, timelock).flatMap((call, index) => {
    const isIdle = within(call).every(
      ({ to, value, type }) => !changed.has(to) && value === 0n && !type.startsWith('CREATE'),
    );
    return isIdle ? [effect('seatbelt.nothing', { call: String(index + 1) })] : [];
  });
}
