import type { CompiledPolicy } from '../../node/protocol/policy/compile.ts';
import { describeRule } from '../../node/protocol/policy/describe-rule.ts';
import { instantText } from '../../node/protocol/policy/instant.ts';
import { consequenceSentences } from '../../node/protocol/policy/unenforceable.ts';
import { readPolicy } from './read-policy.ts';

/** Prints what a policy enforces, what it says beyond that, and its hash. */
export function checkPolicyFile(file: string, { purposes, json }: { purposes?: string; json: boolean }): void {
  const policy = readPolicy(file, purposes);
  console.log(json ? JSON.stringify(asJson(policy)) : lines(policy).join('\n'));
}

function asJson({ document, digest, rules, origins, ruleBytes, unenforceable, conflicts }: CompiledPolicy) {
  const { uid, owner, legalBasis, reviewBy } = document;
  const described = rules.map((rule, index) => ({ from: origins[index], text: describeRule(rule).text }));
  return {
    uid,
    owner,
    legalBasis,
    reviewBy,
    digest,
    ruleBytes: ruleBytes.length,
    rules: described,
    unenforceable,
    conflicts,
  };
}

function lines({ document, digest, rules, origins, unenforceable, conflicts }: CompiledPolicy): string[] {
  return [
    `${document.uid} of ${document.owner}`,
    `  legal basis ${document.legalBasis}, to be reviewed by ${instantText(document.reviewBy)}`,
    `  hash ${digest}`,
    'Enforced; a prohibition outweighs every permission, and what nothing permits is denied:',
    ...rules.map((rule, index) => `  ${index}. ${describeRule(rule).text} (${origins[index]})`),
    unenforceable.length === 0 ? 'Nothing else is said.' : 'Said, but not enforced:',
    ...unenforceable.map(
      ({ field, says, consequence }) => `  ${field}: ${says} - ${consequenceSentences[consequence]}`,
    ),
    ...(conflicts.length === 0 ? [] : ['Rules that meet:']),
    ...conflicts.map(({ kind, permission, prohibition }) => {
      const note = kind === 'evadable' ? ', which escapes whoever does not say who they are' : '';
      return `  rule ${permission} gives way to rule ${prohibition}${note}`;
    }),
  ];
}
