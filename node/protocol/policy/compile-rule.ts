import { answerAction, readAnswerWithin } from './answer-duty.ts';
import { readConstraints, saysOf, type Undecidable } from './constraints.ts';
import { invalid, isObject, type JsonObject, listOf, readString } from './document.ts';
import { readActions } from './rule-actions.ts';
import { type Action, type Assignee, actions, type Effect, type Rule, type Target } from './rules.ts';
import type { Json } from './strict-json.ts';
import type { Consequence, Unenforceable } from './unenforceable.ts';
import { parseAssignee, parseTarget } from './urn.ts';

export interface CompiledRules {
  rules: Rule[];
  unenforceable: Unenforceable[];
}

/** The party whose consent is a vote of the agencies. */
export const agencies = 'urn:qdt:agencies';

const known = ['uid', 'assignee', 'target', 'action', 'constraint', 'duty'];

/**
 * One permission or prohibition as enforceable rules: one for each assignee and target, as ODRL expands them (ODRL 2.2,
 * section 2.7.1), and for each action where it counts. What cannot be decided never makes a rule wider than it was written.
 */
export function compileRule(effect: Effect, rule: JsonObject, field: string): CompiledRules {
  const assignees = strings(rule.assignee, `${field}.assignee`).map((urn) => parseAssignee(urn, `${field}.assignee`));
  const targets = strings(rule.target, `${field}.target`).map((urn) => parseTarget(urn, `${field}.target`));
  const { groups, unenforced, refinements } = readActions(effect, rule.action, `${field}.action`);
  const { limits, undecidable } = readConstraints(rule.constraint, `${field}.constraint`);
  const duties = readDuties(rule.duty, `${field}.duty`);
  const others = Object.keys(rule).filter((key) => !known.includes(key));
  const open = [
    ...undecidable,
    ...refinements,
    ...duties.consents,
    ...others.map((key) => otherTerm(rule, key, field)),
  ];
  const isPermission = effect === 'permission';
  if (!isPermission && limits.count !== 0)
    open.push({ field: `${field}.constraint`, says: `count lteq ${limits.count}` });

  const isAnyone = assignees.some(({ kind }) => kind === 'ANYONE');
  if (isPermission && isAnyone && (limits.count !== 0 || duties.needsVote))
    throw invalid(`${field}.assignee`, 'can be told apart, where a rule counts or asks for a vote: urn:qdt:enrolled');
  const isVoid = isPermission && isAnyone && open.length > 0;
  const consequence: Consequence = isVoid ? 'nothing' : isPermission ? 'vote' : 'broader';
  const unenforceable = [
    ...listed(unenforced, isPermission ? 'nothing' : 'promise'),
    ...listed(open, consequence),
    ...listed(duties.promises, 'promise'),
    ...listed(duties.answers, 'node'),
  ];
  if (isVoid) return { rules: [], unenforceable };
  const count = isPermission ? limits.count : 0;
  const needsVote = isPermission && (duties.needsVote || open.length > 0);
  const rules = expand(assignees, targets, count === 0 ? merged(groups) : groups).map((atom): Rule => {
    return { effect, ...atom, purposes: limits.purposes, from: limits.from, until: limits.until, count, needsVote };
  });
  return { rules, unenforceable };
}

/** Every obligation is a promise: nothing here can make anybody act. */
export function listObligation(rule: JsonObject, field: string): Unenforceable {
  return { field, says: saysOf(rule), consequence: 'promise' };
}

function expand(assignees: readonly Assignee[], targets: readonly Target[], groups: readonly Action[][]) {
  return assignees.flatMap((assignee) =>
    targets.flatMap((target) => groups.map((group) => ({ assignee, target, actions: group }))),
  );
}

function merged(groups: readonly Action[][]): Action[][] {
  const all = actions.filter((action) => groups.some((group) => group.includes(action)));
  return all.length === 0 ? [] : [all];
}

function strings(value: Json | undefined, field: string): string[] {
  const list = listOf(value);
  if (list.length === 0) throw invalid(field, 'is there; urn:qdt:anyone says everybody');
  return list.map((entry) => readString(entry, field));
}

/**
 * A consent of the agencies is a vote; a consent of others is for the agencies to judge; answers to questions are kept by the node; the
 * rest are promises.
 */
function readDuties(value: Json | undefined, field: string) {
  const result = {
    needsVote: false,
    consents: [] as Undecidable[],
    promises: [] as Undecidable[],
    answers: [] as Undecidable[],
  };
  for (const [index, duty] of listOf(value).entries()) {
    const path = `${field}[${index}]`;
    if (!isObject(duty)) throw invalid(path, 'is an object');
    if (duty.action === answerAction) {
      const days = readAnswerWithin(duty, path) / 86_400;
      result.answers.push({ field: path, says: `answer questions within ${days} days` });
      continue;
    }
    const isConsent = duty.action === 'obtainConsent';
    const isPlain = Object.keys(duty).every((key) => ['action', 'consentingParty', 'uid'].includes(key));
    if (isConsent && isPlain && duty.consentingParty === agencies) result.needsVote = true;
    else (isConsent ? result.consents : result.promises).push({ field: path, says: saysOf(duty.action ?? duty) });
  }
  return result;
}

function otherTerm(rule: JsonObject, key: string, field: string): Undecidable {
  return { field: `${field}.${key}`, says: saysOf(rule[key] ?? key) };
}

function listed(entries: readonly Undecidable[], consequence: Consequence): Unenforceable[] {
  return entries.map((entry) => ({ ...entry, consequence }));
}
