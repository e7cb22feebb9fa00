import { NodeError } from '../errors.ts';
import { type Reason, reasons } from './reasons.ts';
import { type Action, every, type ParticipantKind, type Rule, type Target, targetKinds } from './rules.ts';

/** What is asked: may this participant do that, for this purpose, at this time? */
export interface AccessRequest {
  /** Lower-case hex; the zero address for somebody unknown. */
  participant: string;
  target: Target;
  action: Action;
  /** '' when none is stated. */
  purpose: string;
  /** Unix seconds. */
  time: number;
  /** The collections a dataset belongs to. */
  collections: readonly string[];
}

/** What the chain knows at that time, beside the policies. */
export interface PolicyFacts {
  participant: { kind: ParticipantKind; isSuspended: boolean; roles: ReadonlySet<bigint> };
  isVotedPurpose: (purpose: string) => boolean;
  /** approvedUntil: unix seconds, exclusive; 0 where nothing was voted. */
  usageOf: (policyId: number, ruleIndex: number, participant: string) => { used: number; approvedUntil: number };
}

/** A policy in force. */
export interface ActivePolicy {
  id: number;
  rules: readonly Rule[];
}

/** policyId 0 says that no rule decided. */
export interface Verdict {
  isPermitted: boolean;
  reason: Reason;
  policyId: number;
  ruleIndex: number;
}

const mostCollections = 16;
const weight = new Map(reasons.map((reason, index) => [reason, index]));

/**
 * The off-chain twin of PolicyRegistry.evaluate: the same verdict on every input. The policies are indexed once by the
 * targets their rules name. Refuses with TARGET_INVALID what the contract refuses as a request.
 */
export function createEvaluator(
  policies: readonly ActivePolicy[],
): (request: AccessRequest, facts: PolicyFacts) => Verdict {
  const index = indexByTarget(policies);
  return (request, facts) => {
    requireValid(request);
    if (facts.participant.isSuspended) return verdict('SUSPENDED');
    if (request.purpose !== '' && !facts.isVotedPurpose(request.purpose)) return verdict('PURPOSE_NOT_VOTED');
    let best = verdict('NO_POLICY');
    for (const key of keysOf(request))
      for (const policy of index.get(key) ?? []) best = weigh(policy, request, facts, best);
    return best;
  };
}

function indexByTarget(policies: readonly ActivePolicy[]): Map<string, ActivePolicy[]> {
  const index = new Map<string, ActivePolicy[]>();
  for (const policy of policies)
    for (const key of new Set(policy.rules.map(({ target }) => keyOf(target.kind, target.name))))
      index.set(key, [...(index.get(key) ?? []), policy]);
  return index;
}

function keyOf(kind: Target['kind'], name: string): string {
  return `${kind} ${name}`;
}

/** Where policies that may be about the request are found. */
function keysOf({ target, collections }: AccessRequest): string[] {
  const keys = [keyOf(target.kind, target.name), keyOf(target.kind, every)];
  if (target.kind !== 'DATASET' || collections.length === 0) return keys;
  return [...keys, ...collections.map((name) => keyOf('COLLECTION', name)), keyOf('COLLECTION', every)];
}

/** The weightier of `best` and what the policy's rules say. */
function weigh(policy: ActivePolicy, request: AccessRequest, facts: PolicyFacts, best: Verdict): Verdict {
  let found = best.reason === 'NO_POLICY' ? verdict('NO_RULE') : best;
  policy.rules.forEach((rule, ruleIndex) => {
    const reason = reasonOf(rule, request, facts, policy.id, ruleIndex);
    if (reason === 'NO_RULE') return;
    const isEarlier = reason === found.reason && policy.id < found.policyId;
    if (weightOf(reason) > weightOf(found.reason) || isEarlier) found = verdict(reason, policy.id, ruleIndex);
  });
  return found;
}

/** What one rule says by itself; a prohibition that does not apply says nothing. */
function reasonOf(rule: Rule, request: AccessRequest, facts: PolicyFacts, policyId: number, ruleIndex: number): Reason {
  if (!rule.actions.includes(request.action) || !isAbout(rule, request)) return 'NO_RULE';
  const reason = failureOf(rule, request, facts);
  if (rule.effect === 'prohibition') return reason === 'PERMITTED' ? 'PROHIBITED' : 'NO_RULE';
  if (reason !== 'PERMITTED' || (rule.count === 0 && !rule.needsVote)) return reason;
  const { used, approvedUntil } = facts.usageOf(policyId, ruleIndex, request.participant);
  if (rule.count !== 0 && used >= rule.count) return 'COUNT_USED';
  if (rule.needsVote && request.time >= approvedUntil) return 'VOTE_NEEDED';
  return 'PERMITTED';
}

/** A prohibition of a part forbids the whole; a permission of a part does not permit it. */
function isAbout({ effect, target }: Rule, request: AccessRequest): boolean {
  if (target.kind === request.target.kind) {
    if (target.name !== every && target.name !== request.target.name) return false;
    if (target.part === every || target.part === request.target.part) return true;
    return effect === 'prohibition' && request.target.part === every;
  }
  if (target.kind !== 'COLLECTION' || request.target.kind !== 'DATASET') return false;
  return request.collections.some((name) => target.name === every || target.name === name);
}

function failureOf(rule: Rule, request: AccessRequest, facts: PolicyFacts): Reason {
  if (!isAssignee(rule, request, facts)) return 'NOT_ASSIGNEE';
  if (!isForPurpose(rule, request.purpose)) return 'OTHER_PURPOSE';
  if (request.time < rule.from) return 'TOO_EARLY';
  if (rule.until !== 0 && request.time >= rule.until) return 'TOO_LATE';
  return 'PERMITTED';
}

function isAssignee({ assignee }: Rule, request: AccessRequest, { participant }: PolicyFacts): boolean {
  switch (assignee.kind) {
    case 'ANYONE':
      return true;
    case 'ENROLLED':
      return participant.kind !== 'NONE';
    case 'KIND':
      return participant.kind === assignee.participantKind;
    case 'ROLE':
      return participant.roles.has(assignee.role);
    case 'ACCOUNT':
      return request.participant === assignee.account;
  }
}

/** Who states no purpose is not permitted by, and not exempt from, a rule that names purposes. */
function isForPurpose({ effect, purposes }: Rule, purpose: string): boolean {
  if (purposes.length === 0 || purposes.includes(purpose)) return true;
  return effect === 'prohibition' && purpose === '';
}

function requireValid({ target, collections }: AccessRequest): void {
  if (!targetKinds.includes(target.kind) || target.name === every || target.name === '')
    throw new NodeError('TARGET_INVALID', { kind: target.kind, name: target.name, rule: 'names one target' });
  if (target.part !== every && target.kind !== 'ENTITY')
    throw new NodeError('TARGET_INVALID', {
      kind: target.kind,
      part: target.part,
      rule: 'has parts only as an entity',
    });
  if (collections.length > mostCollections)
    throw new NodeError('TARGET_INVALID', { collections: collections.length, rule: `at most ${mostCollections}` });
}

function weightOf(reason: Reason): number {
  return weight.get(reason) ?? 0;
}

function verdict(reason: Reason, policyId = 0, ruleIndex = 0): Verdict {
  return { isPermitted: reason === 'PERMITTED', reason, policyId, ruleIndex };
}
