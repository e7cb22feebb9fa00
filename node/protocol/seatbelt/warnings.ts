import { contractAt, contractWords } from '../contract-abis.ts';
import { roleName } from '../roles.ts';
import type { Effect } from './effect.ts';
import type { CityFacts } from './facts.ts';
import { foreignCalls, timelockCalls, within } from './frames.ts';
import { changesAdministration, functionNameOf, type Naming, publicRole } from './rule-effects.ts';
import type { CarriedOut } from './run.ts';
import { phrase, type SeatbeltPhrase } from './sentences.ts';

/** What a voter should not overlook. */
export function warningsOf(run: CarriedOut, effects: readonly Effect[], naming: Naming): SeatbeltPhrase[] {
  const { before, after } = run;
  return [
    ...(changesAdministration(before, after) ? [phrase('seatbelt.warning.administration')] : []),
    ...seatWarnings(before, after),
    ...waitingWarnings(before, after),
    ...roleWarnings(before, after, naming),
    ...doorWarnings(before, after, naming),
    ...callWarnings(run, naming),
    ...(effects.some(({ key }) => key === 'seatbelt.unnamed') ? [phrase('seatbelt.warning.unnamed')] : []),
  ];
}

function seatWarnings(before: CityFacts, after: CityFacts): SeatbeltPhrase[] {
  const found: SeatbeltPhrase[] = [];
  if (after.seats.length === 1 && before.seats.length > 1) found.push(phrase('seatbelt.warning.lastSeat'));
  const needsAll = ({ seats, settings }: CityFacts) =>
    seats.length > 1 && Math.ceil((seats.length * settings.quorumPercent) / 100) === seats.length;
  if (needsAll(after) && !needsAll(before)) found.push(phrase('seatbelt.warning.everySeat'));
  return found;
}

function waitingWarnings(before: CityFacts, after: CityFacts): SeatbeltPhrase[] {
  const waits = {
    votingDelay: 'the time before a vote',
    timelockDelay: 'the timelock',
    minimumWindow: 'the challenge window',
  };
  const names = ['votingDelay', 'timelockDelay', 'minimumWindow'] as const;
  return names
    .filter((name) => before.settings[name] > 0 && after.settings[name] === 0)
    .map((name) => phrase('seatbelt.warning.noWaiting', { what: waits[name] }));
}

function roleWarnings(before: CityFacts, after: CityFacts, { contracts, nameOf }: Naming): SeatbeltPhrase[] {
  const had = new Set(before.roles.map(({ role, account }) => `${role} ${account}`));
  const gained = after.roles.filter(({ role, account }) => !had.has(`${role} ${account}`));
  const left = new Set(after.roles.map(({ role }) => role));
  const emptied = new Set(before.roles.map(({ role }) => role).filter((role) => !left.has(role)));
  return [
    ...gained.flatMap(({ role, account }) => {
      const status = after.participants.find((one) => one.account === account)?.status;
      const contract = contractAt(contracts, account);
      if (status === 'ACTIVE' || (contract !== undefined && contract !== 'founder')) return [];
      const values = { who: nameOf(account), role: roleName(role) };
      return [phrase(status === 'SUSPENDED' ? 'seatbelt.warning.suspended' : 'seatbelt.warning.notEnrolled', values)];
    }),
    ...[...emptied].map((role) => phrase('seatbelt.warning.emptyRole', { role: roleName(role) })),
  ];
}

function doorWarnings(before: CityFacts, after: CityFacts, { contracts, nameOf }: Naming): SeatbeltPhrase[] {
  const opened = after.doors.filter(
    ({ role }, index) => role === publicRole && before.doors[index]?.role !== publicRole,
  );
  const closed = after.closed.filter((one) => !before.closed.includes(one));
  return [
    ...opened.map((door) =>
      phrase('seatbelt.warning.publicDoor', {
        function: functionNameOf(door, contracts),
        contract: nameOf(door.target),
      }),
    ),
    ...closed.map((one) => {
      const name = contractAt(contracts, one);
      return phrase('seatbelt.warning.closed', { contract: name === undefined ? one : contractWords[name] });
    }),
  ];
}

function callWarnings({ frame, calls }: CarriedOut, { contracts, nameOf }: Naming): SeatbeltPhrase[] {
  const payments = calls.filter(({ value }) => value > 0n);
  const paid = payments.map(({ value, target }) =>
    phrase('seatbelt.warning.payment', { value: String(value), address: nameOf(target) }),
  );
  if (frame === undefined) return paid;
  const foreign = foreignCalls(frame, contracts).map(({ to }) =>
    phrase('seatbelt.warning.foreignCall', { address: nameOf(to) }),
  );
  const created = timelockCalls(frame, contracts.timelock)
    .flatMap(within)
    .filter(({ type, from }) => type.startsWith('CREATE') && contractAt(contracts, from) === undefined)
    .map(({ to }) => phrase('seatbelt.warning.created', { address: to }));
  return [...foreign, ...paid, ...created];
}
