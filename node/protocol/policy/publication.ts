import { bytesToHex, encodeFunctionData, type Hex } from 'viem';
import type { CompiledPolicy } from './compile.ts';
import { legalBases } from './legal-basis.ts';
import { policyRegistryAbi } from './policy-abi.ts';

/** What PolicyRegistry keeps of a policy beside its rules; `legalBasis` is the enum's number. */
export interface PublishedTerms {
  owner: Hex;
  legalBasis: number;
  /** Unix seconds. */
  reviewBy: number;
  /** sha2-256 of the canonical document. */
  document: Hex;
}

export function termsOf({ document, digest }: CompiledPolicy): PublishedTerms {
  const { owner, legalBasis, reviewBy } = document;
  return { owner, legalBasis: legalBases.indexOf(legalBasis), reviewBy, document: digest };
}

/** Calldata of PolicyRegistry.publish, for a proposal. */
export function encodePublish(policy: CompiledPolicy): Hex {
  const args = [termsOf(policy), bytesToHex(policy.ruleBytes)] as const;
  return encodeFunctionData({ abi: policyRegistryAbi, functionName: 'publish', args });
}

/** Whether what stands on chain is what this document compiles to: terms, and rules byte for byte. */
export function isPublishedAs(policy: CompiledPolicy, onChain: { terms: PublishedTerms; rules: Hex }): boolean {
  const terms = termsOf(policy);
  return (
    terms.owner === onChain.terms.owner.toLowerCase() &&
    terms.legalBasis === onChain.terms.legalBasis &&
    terms.reviewBy === onChain.terms.reviewBy &&
    terms.document === onChain.terms.document &&
    bytesToHex(policy.ruleBytes) === onChain.rules
  );
}
