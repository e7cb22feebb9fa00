import { getAddress, isAddress } from 'viem';
import type { Call } from '../../node/protocol/call.ts';
import type { Contracts } from '../../node/protocol/network.ts';
import type { CompiledPolicy } from '../../node/protocol/policy/compile.ts';
import { describeRule } from '../../node/protocol/policy/describe-rule.ts';
import {
  approveCall,
  publishPolicyCall,
  retirePolicyCall,
  setPurposeCall,
} from '../../node/protocol/policy/governing-calls.ts';
import { requireName } from '../../node/protocol/policy/names.ts';
import { consequenceSentences } from '../../node/protocol/policy/unenforceable.ts';
import { readPolicy } from '../policy/read-policy.ts';
import { argumentInvalid } from './run-command.ts';

/** What can be proposed about policies; each may be given several times. */
export const policyOptions = {
  'set-purpose': { type: 'string', multiple: true },
  'drop-purpose': { type: 'string', multiple: true },
  'publish-policy': { type: 'string', multiple: true },
  'retire-policy': { type: 'string', multiple: true },
  approve: { type: 'string', multiple: true },
} as const;

export const policyUsage = `  --set-purpose NAME               a purpose gets on the voted list; --drop-purpose NAME takes it off
  --publish-policy FILE            an ODRL policy gets in force; what of it cannot be enforced is shown first
  --retire-policy ID               a policy gets out of force
  --approve POLICY,RULE,ADDRESS,UNTIL   what a rule leaves to a vote, for one participant, until a time (unix seconds; 0 takes it back)`;

type Values = { readonly [Name in keyof typeof policyOptions]?: string[] | undefined };

export interface ProposedPolicies {
  calls: Call[];
  /** The documents of the policies, canonical. */
  content: Uint8Array[];
  policies: CompiledPolicy[];
}

/** Calls about purposes first, so that a policy may name one that is voted with it. `voted`: the purposes on the list now. */
export function proposedPolicies(
  { policyRegistry }: Pick<Contracts, 'policyRegistry'>,
  values: Values,
  voted: readonly string[],
): ProposedPolicies {
  const added = values['set-purpose'] ?? [];
  const dropped = values['drop-purpose'] ?? [];
  const purposes = [...voted, ...added].filter((name) => !dropped.includes(name));
  const policies = (values['publish-policy'] ?? []).map((file) => readPolicy(file, purposes.join()));
  const calls = [
    ...added.map((name) => setPurposeCall(policyRegistry, requireName(name, 'set-purpose'), true)),
    ...dropped.map((name) => setPurposeCall(policyRegistry, requireName(name, 'drop-purpose'), false)),
    ...policies.map((policy) => publishPolicyCall(policyRegistry, policy)),
    ...(values['retire-policy'] ?? []).map((id) => retirePolicyCall(policyRegistry, whole('retire-policy', id))),
    ...(values.approve ?? []).map((text) => approve(policyRegistry, text)),
  ];
  return { calls, content: policies.map(({ document }) => document.canonical), policies };
}

/** What the author of a policy must know before signing: what it enforces, and what it says beyond that. */
export function policyLines({ document, rules, unenforceable }: CompiledPolicy): string[] {
  const { uid } = document;
  return [
    `${uid} enforces:`,
    ...rules.map((rule, index) => `  ${index}. ${describeRule(rule).text}`),
    unenforceable.length === 0 ? '  and says nothing beyond that.' : `${uid} says, but nothing enforces:`,
    ...unenforceable.map(
      ({ field, says, consequence }) => `  ${field}: ${says} - ${consequenceSentences[consequence]}`,
    ),
  ];
}

function approve(registry: Call['target'], text: string): Call {
  const [policy = '', rule = '', participant = '', until = ''] = text.split(',');
  if (!isAddress(participant)) throw argumentInvalid('is POLICY,RULE,ADDRESS,UNTIL', 'approve');
  return approveCall(registry, {
    policyId: whole('approve', policy),
    ruleIndex: whole('approve', rule),
    participant: getAddress(participant),
    until: Number(whole('approve', until)),
  });
}

function whole(option: string, text: string): bigint {
  if (!/^\d{1,14}$/.test(text)) throw argumentInvalid('has whole numbers', option);
  return BigInt(text);
}
