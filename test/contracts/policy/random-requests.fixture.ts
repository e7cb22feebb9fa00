import type { AccessRequest } from '../../../node/protocol/policy/evaluate.ts';
import { actions, every, type Rule, type Target } from '../../../node/protocol/policy/rules.ts';
import {
  chance,
  type Person,
  pick,
  purposes,
  type Random,
  randomTarget,
  windowStep,
} from './random-policies.fixture.ts';

/** A request that most of the time fits one of the rules, but for one thing. */
export function randomRequest(
  random: Random,
  rules: readonly Rule[],
  people: readonly Person[],
  base: number,
): AccessRequest {
  const rule = pick(random, rules);
  const target = chance(random, 10) ? strangeTarget(random) : targetOf(random, rule);
  const inCollection = rule.target.name === every ? `shelf-${random(14)}` : rule.target.name;
  const isMember = target.kind === 'DATASET' && (rule.target.kind === 'COLLECTION' || chance(random, 10));
  return {
    participant: participantOf(random, rule, people).account,
    target,
    action: chance(random, 92) ? pick(random, rule.actions) : pick(random, actions),
    purpose: purposeOf(random, rule),
    time: timeOf(random, rule, base),
    collections: isMember ? [inCollection, `shelf-${random(14)}`].slice(0, 1 + random(2)) : [],
  };
}

function targetOf(random: Random, { target }: Rule): Target {
  const other = randomTarget(random);
  if (target.kind === 'COLLECTION' && chance(random, 60))
    return { kind: 'DATASET', name: `roads-${random(14)}`, part: every };
  const name = target.name === every ? `any-${random(4)}` : target.name;
  if (target.kind !== 'ENTITY') return { ...target, name };
  const part = chance(random, 60) ? target.part : pick(random, [every, 'value0', other.part]);
  return { kind: 'ENTITY', name, part };
}

/** Something that few policies, or none, speak of. */
function strangeTarget(random: Random): Target {
  const target = randomTarget(random);
  return chance(random, 40) ? { kind: 'DECISION', name: `unheard-${random(5)}`, part: every } : target;
}

function participantOf(random: Random, { assignee }: Rule, people: readonly Person[]): Person {
  const fitting = people.filter(({ account, kind, roles }) => {
    if (assignee.kind === 'ACCOUNT') return account === assignee.account;
    if (assignee.kind === 'KIND') return kind === assignee.participantKind;
    if (assignee.kind === 'ROLE') return roles.has(assignee.role);
    return assignee.kind === 'ANYONE' || kind !== 'NONE';
  });
  return fitting.length > 0 && chance(random, 82) ? pick(random, fitting) : pick(random, people);
}

function purposeOf(random: Random, { purposes: allowed }: Rule): string {
  if (chance(random, 3)) return 'never-voted';
  if (chance(random, 15)) return '';
  const usable = allowed.filter((purpose) => purpose !== 'withdrawn');
  return usable.length > 0 && chance(random, 80) ? pick(random, usable) : pick(random, purposes.slice(0, 4));
}

/** Often just at an edge of the window, where off-by-one faults live. */
function timeOf(random: Random, { from, until }: Rule, base: number): number {
  const edges = [from, until].filter((edge) => edge !== 0);
  if (edges.length > 0 && chance(random, 45)) return pick(random, edges) + random(3) - 1;
  const inside = Math.max(from, base - windowStep) + random(windowStep);
  return chance(random, 80) && (until === 0 || inside < until) ? inside : base + (random(6) - 3) * windowStep;
}
