import type { Address } from 'viem';
import type { Call } from '../../node/protocol/call.ts';
import type { Contracts } from '../../node/protocol/network.ts';
import { type CompiledPolicy, compilePolicy } from '../../node/protocol/policy/compile.ts';
import { publishPolicyCall, setPurposeCall } from '../../node/protocol/policy/governing-calls.ts';
import { foundingPurposes } from '../../node/protocol/policy/purposes.ts';
import type { Json } from '../../node/protocol/policy/strict-json.ts';
import { policyTemplate } from '../../node/protocol/policy/templates.ts';

export interface FirstPoliciesOptions {
  /** Answers for the first policies. */
  owner: Address;
  /** Unix seconds: when the agencies look at them again. */
  reviewBy: number;
}

/** The purposes and policies that a city begins with: calls of the founding council, and the documents they name. */
export function firstPolicies({ policyRegistry }: Contracts, options: FirstPoliciesOptions) {
  const voted = new Set<string>(foundingPurposes);
  const policies: CompiledPolicy[] = [ownRouteGuidance(options), openSnapshots(options)].map((document) =>
    compilePolicy(JSON.stringify(document), voted),
  );
  const calls: Call[] = [
    ...foundingPurposes.map((purpose) => setPurposeCall(policyRegistry, purpose, true)),
    ...policies.map((policy) => publishPolicyCall(policyRegistry, policy)),
  ];
  return { calls, content: policies.map(({ document }) => document.canonical), policies };
}

/** Agencies enact decisions about routes without another vote. */
function ownRouteGuidance({ owner, reviewBy }: FirstPoliciesOptions): { [key: string]: Json } {
  const target = 'urn:qdt:decision:routes';
  return {
    ...policyTemplate('internal', { name: 'own-route-guidance', owner, target, reviewBy }),
    permission: [{ assignee: 'urn:qdt:role:AGENCY', target, action: 'enact' }],
    prohibition: [],
  };
}

/** Everybody may use what public decisions were made from. */
function openSnapshots({ owner, reviewBy }: FirstPoliciesOptions): { [key: string]: Json } {
  const target = 'urn:qdt:collection:public-snapshots';
  return policyTemplate('open-data', { name: 'public-snapshots', owner, target, reviewBy });
}
