import {
  type Action,
  type Assignee,
  actions,
  every,
  type ParticipantKind,
  type Rule,
  type Target,
} from '../../../node/protocol/policy/rules.ts';

export type Random = (limit: number) => number;

export interface Person {
  /** Lower-case address. */
  account: string;
  kind: ParticipantKind;
  isSuspended: boolean;
  roles: ReadonlySet<bigint>;
}

/** Voted when the policies are published; the last is taken off the list afterwards. */
export const purposes = ['traffic', 'energy', 'rescue', 'research', 'withdrawn'] as const;
export const withdrawnPurpose = 'withdrawn';
/** Windows begin and end at multiples of this from the base time, in seconds. */
export const windowStep = 10_000;

const names = { DATASET: 'roads', COLLECTION: 'shelf', ENTITY: 'Sensor', DECISION: 'routes' } as const;
const kinds = ['DATASET', 'COLLECTION', 'ENTITY', 'DECISION'] as const;

export function pick<T>(random: Random, list: readonly T[]): T {
  const chosen = list[random(list.length)];
  if (chosen === undefined) throw new RangeError('nothing to pick from');
  return chosen;
}

export function chance(random: Random, percent: number): boolean {
  return random(100) < percent;
}

export function randomTarget(random: Random): Target {
  const kind = pick(random, kinds);
  const part = kind === 'ENTITY' && chance(random, 50) ? `value${random(3)}` : every;
  return { kind, name: `${names[kind]}-${random(14)}`, part };
}

/** 1 to 5 rules about a few targets. */
export function randomPolicies(random: Random, people: readonly Person[], base: number, count: number): Rule[][] {
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + random(5) }, () => randomRule(random, people, base)),
  );
}

function randomRule(random: Random, people: readonly Person[], base: number): Rule {
  const effect = chance(random, 14) ? 'prohibition' : 'permission';
  const target = randomTarget(random);
  const isEvery = target.kind !== 'DECISION' && chance(random, 9);
  const isNarrow = isEvery || effect === 'prohibition';
  const assignee = randomAssignee(random, people, isNarrow);
  const mayCount = effect === 'permission' && assignee.kind !== 'ANYONE';
  const from = chance(random, 30) ? base + (random(4) - 2) * windowStep : 0;
  const until = chance(random, 30) ? Math.max(from, base - windowStep) + (1 + random(3)) * windowStep : 0;
  return {
    effect,
    assignee,
    target: isEvery ? { ...target, name: every, part: every } : target,
    actions: someOf(random, actions, 1 + random(3)),
    purposes: chance(random, 50) ? someOf(random, purposes, 1 + random(2)) : [],
    from,
    until,
    count: mayCount && chance(random, 35) ? 1 + random(2) : 0,
    needsVote: mayCount && chance(random, 25),
  };
}

function randomAssignee(random: Random, people: readonly Person[], isNarrow: boolean): Assignee {
  const account = { kind: 'ACCOUNT', account: pick(random, people.slice(0, -1)).account } as const;
  const role = { kind: 'ROLE', role: pick(random, [1n, 9n, 7n]) } as const;
  const participantKind = pick(random, ['AGENCY', 'COMPANY', 'OPERATOR', 'CITIZEN'] as const);
  const kind = { kind: 'KIND', participantKind } as const;
  return pick(
    random,
    isNarrow ? [account, role, kind] : [account, role, kind, { kind: 'ENROLLED' }, { kind: 'ANYONE' }],
  );
}

/** Some of the words, in their order. */
function someOf<T extends Action | string>(random: Random, words: readonly T[], count: number): T[] {
  const chosen = new Set(Array.from({ length: count }, () => pick(random, words)));
  return words.filter((word) => chosen.has(word));
}
