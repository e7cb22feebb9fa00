import { type Address, decodeFunctionData, type Hex, isAddressEqual } from 'viem';
import type { Call } from '../protocol/call.ts';
import { rawCidOfDigest } from '../protocol/cid.ts';
import { NodeError } from '../protocol/errors.ts';
import { compilePolicy } from '../protocol/policy/compile.ts';
import { nameOfBytes } from '../protocol/policy/names.ts';
import { policyRegistryAbi } from '../protocol/policy/policy-abi.ts';
import { isPublishedAs, type PublishedTerms } from '../protocol/policy/publication.ts';
import type { BlockReader } from './calls.ts';
import { withProposedCalls } from './proposed-calls.ts';

export interface PolicyReviewOptions {
  registry: Address;
  governor: Address;
  /** The purposes on the voted list as it stands. */
  votedPurposes: () => ReadonlySet<string>;
}

/**
 * Looks at policies that a batch publishes or proposes, before anything is kept or relayed: the document must be here, and say
 * what its rules enforce. Purposes may be voted in the same batch, before the policy. Throws 'CONTENT_MISSING',
 * 'POLICY_RULES_DIFFER' and what compilePolicy throws.
 */
export function createPolicyReview({ registry, governor, votedPurposes }: PolicyReviewOptions) {
  async function reviewPublish(
    { terms, rules }: { terms: PublishedTerms; rules: Hex },
    voted: ReadonlySet<string>,
    getBlock: BlockReader,
  ): Promise<void> {
    const policy = compilePolicy(await getBlock(rawCidOfDigest(terms.document)), voted);
    if (!isPublishedAs(policy, { terms, rules }))
      throw new NodeError('POLICY_RULES_DIFFER', {
        field: 'rules',
        rule: 'terms and rules are what the document compiles to',
        document: rawCidOfDigest(terms.document),
      });
  }

  return async (calls: readonly Call[], getBlock: BlockReader): Promise<void> => {
    const voted = new Set(votedPurposes());
    for (const call of withProposedCalls(calls, governor)) {
      const decoded = decodePolicyCall(registry, call);
      if (decoded?.functionName === 'setPurpose') {
        const purpose = nameOfBytes(decoded.args[0]);
        if (decoded.args[1]) voted.add(purpose);
        else voted.delete(purpose);
      }
      if (decoded?.functionName === 'publish') {
        const [terms, rules] = decoded.args;
        await reviewPublish({ terms, rules }, voted, getBlock);
      }
    }
  };
}

/** Undefined for calls of others, and for data that the registry would not take. */
function decodePolicyCall(registry: Address, { target, data }: Call) {
  if (!isAddressEqual(target, registry)) return undefined;
  try {
    return decodeFunctionData({ abi: policyRegistryAbi, data });
  } catch {
    return undefined;
  }
}
