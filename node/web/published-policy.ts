import { decodeFunctionData, type Hex, hexToBytes, isAddressEqual } from 'viem';
import type { Network } from '../client/views.ts';
import type { Call } from '../protocol/call.ts';
import { rawCidOfDigest } from '../protocol/cid.ts';
import { type LegalBasis, legalBases } from '../protocol/policy/legal-basis.ts';
import { policyRegistryAbi } from '../protocol/policy/policy-abi.ts';
import type { Rule } from '../protocol/policy/rules.ts';
import { readRules } from '../protocol/policy/rules-codec.ts';

/** A policy as a call would publish it. */
export interface PublishedPolicy {
  owner: Hex;
  legalBasis: LegalBasis | 'none';
  /** Unix seconds. */
  reviewBy: number;
  documentCid: string;
  rules: Rule[];
}

/** The policy that this call would put in force, read from its bytes; undefined where it is another call. */
export function publishedPolicy(call: Call, { contracts }: Network): PublishedPolicy | undefined {
  if (!isAddressEqual(call.target, contracts.policyRegistry)) return undefined;
  try {
    const { functionName, args } = decodeFunctionData({ abi: policyRegistryAbi, data: call.data });
    if (functionName !== 'publish') return undefined;
    const [{ owner, legalBasis, reviewBy, document }, rules] = args;
    return {
      owner,
      legalBasis: legalBases[legalBasis] ?? 'none',
      reviewBy,
      documentCid: rawCidOfDigest(document),
      rules: readRules(hexToBytes(rules)),
    };
  } catch {
    return undefined;
  }
}
