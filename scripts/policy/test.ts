import { participantKinds } from '../../node/protocol/abi.ts';
import { describeRule } from '../../node/protocol/policy/describe-rule.ts';
import { type AccessRequest, createEvaluator, type PolicyFacts } from '../../node/protocol/policy/evaluate.ts';
import { instantOf } from '../../node/protocol/policy/instant.ts';
import { reasonSentences } from '../../node/protocol/policy/reasons.ts';
import { actions, latestTime } from '../../node/protocol/policy/rules.ts';
import { parseAssignee, parseParticipant, parseTarget } from '../../node/protocol/policy/urn.ts';
import { argumentInvalid, requireArgument } from '../command/run-command.ts';
import { readPolicy, votedPurposes, wordsOf } from './read-policy.ts';

interface TestOptions {
  participant?: string;
  target?: string;
  action?: string;
  purpose: string;
  time?: string;
  kind: string;
  roles: string;
  collections: string;
  used: string;
  approved: boolean;
  purposes?: string;
  json: boolean;
}

/** Prints the verdict of one policy alone; the process ends with 1 where it is no. */
export function testPolicyFile(file: string, options: TestOptions): void {
  const [request, facts] = [requestOf(options), factsOf(options)];
  const { rules } = readPolicy(file, options.purposes);
  const verdict = createEvaluator([{ id: 1, rules }])(request, facts);
  const rule = verdict.policyId === 0 ? undefined : rules[verdict.ruleIndex];
  const words = {
    why: reasonSentences[verdict.reason],
    rule: rule === undefined ? undefined : describeRule(rule).text,
  };
  const { isPermitted, reason, ruleIndex } = verdict;
  const told = { isPermitted, reason, ...(rule === undefined ? {} : { ruleIndex }), ...words };
  if (options.json) console.log(JSON.stringify(told));
  else {
    console.log(`${isPermitted ? 'permit' : 'deny'} (${reason}): ${words.why}.`);
    if (words.rule !== undefined) console.log(`  rule ${ruleIndex}: ${words.rule}`);
  }
  if (!isPermitted) process.exit(1);
}

function requestOf({ participant, target, action, purpose, time, collections }: TestOptions): AccessRequest {
  const verb = actions.find((one) => one === requireArgument('action', action));
  if (verb === undefined) throw argumentInvalid(`is one of ${actions.join(', ')}`, 'action');
  return {
    participant: parseParticipant(`urn:qdt:participant:${requireArgument('participant', participant)}`, 'participant'),
    target: parseTarget(requireArgument('target', target), 'target'),
    action: verb,
    purpose,
    time: time === undefined ? Math.floor(Date.now() / 1000) : instantOf(time, 'time'),
    collections: wordsOf(collections),
  };
}

function factsOf({ kind: word, roles, used, approved, purposes }: TestOptions): PolicyFacts {
  const kind = participantKinds.find((one) => one === word);
  if (kind === undefined) throw argumentInvalid(`is one of ${participantKinds.join(', ')}`, 'kind');
  if (!/^[0-9]{1,10}$/.test(used)) throw argumentInvalid('is a whole number', 'used');
  const voted = votedPurposes(purposes);
  return {
    participant: { kind, isSuspended: false, roles: new Set(wordsOf(roles).map(roleOf)) },
    isVotedPurpose: (purpose) => voted.has(purpose),
    usageOf: () => ({ used: Number(used), approvedUntil: approved ? latestTime : 0 }),
  };
}

function roleOf(word: string): bigint {
  const assignee = parseAssignee(`urn:qdt:role:${word}`, 'roles');
  if (assignee.kind !== 'ROLE') throw argumentInvalid('names roles', 'roles');
  return assignee.role;
}
