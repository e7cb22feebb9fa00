import { timeText } from '../descriptions/values.ts';
import { roleName } from '../roles.ts';
import { type Effect, effect, type NameAddress } from './effect.ts';
import type { CityFacts, RoleFact } from './facts.ts';

const contract = 'accessManager';

/** Who has a role afterwards that had it not, or the other way round; and with which end. */
export function roleEffects(before: CityFacts, after: CityFacts, nameOf: NameAddress): Effect[] {
  const had = new Map(before.roles.map((one) => [keyOf(one), one]));
  const has = new Map(after.roles.map((one) => [keyOf(one), one]));
  const lost = before.roles.filter((one) => !has.has(keyOf(one)) && !hasEnded(one, after.time));
  return [
    ...after.roles.flatMap((one) => {
      const old = had.get(keyOf(one));
      return old === undefined ? [gained(one, after.time, nameOf)] : changed(old, one, nameOf);
    }),
    ...lost.map((one) => {
      const role = roleName(one.role);
      const details = { who: one.account, loses: `role ${role}`, contract } as const;
      return effect('seatbelt.role.lost', { who: nameOf(one.account), role }, details);
    }),
  ];
}

/** A role that ended by itself in the meantime was not taken by the proposal. */
function hasEnded({ until }: RoleFact, time: number): boolean {
  return until !== 0 && until <= time;
}

function gained({ account, role, since, until }: RoleFact, time: number, nameOf: NameAddress): Effect {
  const values = { who: nameOf(account), role: roleName(role) };
  const details = { who: account, gains: `role ${roleName(role)}`, contract } as const;
  if (since > time) return effect('seatbelt.role.gainedFrom', { ...values, since: timeText(since) }, details);
  if (until === 0) return effect('seatbelt.role.gained', values, details);
  return effect('seatbelt.role.gainedUntil', { ...values, until: timeText(until) }, details);
}

function changed(old: RoleFact, one: RoleFact, nameOf: NameAddress): Effect[] {
  const values = { who: nameOf(one.account), role: roleName(one.role) };
  const [before, after] = [termsOf(old), termsOf(one)];
  if (before !== after) {
    const changes = { what: `role ${values.role}`, before, after };
    const details = { who: one.account, changes, contract } as const;
    return [effect('seatbelt.role.changed', { ...values, before, after }, details)];
  }
  if (old.proposal === one.proposal) return [];
  return [effect('seatbelt.role.renewed', values, { who: one.account, contract })];
}

function termsOf({ until, delaySeconds }: RoleFact): string {
  const end = until === 0 ? 'no end' : timeText(until);
  return delaySeconds === 0 ? end : `${end}, acting after ${delaySeconds} seconds`;
}

function keyOf({ role, account }: RoleFact): string {
  return `${role} ${account}`;
}
