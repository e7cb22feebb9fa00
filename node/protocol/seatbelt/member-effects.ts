import { type Effect, effect, type NameAddress } from './effect.ts';
import type { CityFacts, ParticipantFact } from './facts.ts';

/** Seats given and taken. */
export function seatEffects(before: CityFacts, after: CityFacts, nameOf: NameAddress): Effect[] {
  const counts = { before: String(before.seats.length), after: String(after.seats.length) };
  const contract = 'seats';
  const gained = after.seats.filter((one) => !before.seats.includes(one));
  const lost = before.seats.filter((one) => !after.seats.includes(one));
  return [
    ...gained.map((who) =>
      effect('seatbelt.seat.gained', { who: nameOf(who), ...counts }, { who, gains: 'seat', contract }),
    ),
    ...lost.map((who) =>
      effect('seatbelt.seat.lost', { who: nameOf(who), ...counts }, { who, loses: 'seat', contract }),
    ),
  ];
}

/** Who takes part, as what, and who may act. */
export function participantEffects(before: CityFacts, after: CityFacts, nameOf: NameAddress): Effect[] {
  return after.participants.flatMap((one) => {
    const old = before.participants.find(({ account }) => account === one.account);
    return old === undefined ? [] : participantEffect(old, one, nameOf);
  });
}

function participantEffect(old: ParticipantFact, one: ParticipantFact, nameOf: NameAddress): Effect[] {
  const who = nameOf(one.account);
  const about = { who: one.account, contract: 'participantRegistry' } as const;
  const kind = one.kind.toLowerCase();
  if (old.status === 'NONE' && one.status !== 'NONE')
    return [effect('seatbelt.participant.enrolled', { who, kind }, { ...about, gains: kind })];
  const found: Effect[] = [];
  if (old.status === 'ACTIVE' && one.status === 'SUSPENDED')
    found.push(effect('seatbelt.participant.suspended', { who }, { ...about, loses: 'every right to act' }));
  if (old.status === 'SUSPENDED' && one.status === 'ACTIVE')
    found.push(effect('seatbelt.participant.reinstated', { who }, { ...about, gains: 'the right to act' }));
  if (old.profile !== one.profile) found.push(effect('seatbelt.participant.profile', { who }, about));
  return found;
}
