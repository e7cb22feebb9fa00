import { decodeFunctionData, type Hex, hexToBytes } from 'viem';
import { describeRule } from '../policy/describe-rule.ts';
import { instantText } from '../policy/instant.ts';
import { legalBases } from '../policy/legal-basis.ts';
import { nameOfBytes } from '../policy/names.ts';
import { policyRegistryAbi } from '../policy/policy-abi.ts';
import { readRules } from '../policy/rules-codec.ts';
import { type CallDescription, describe } from './sentences.ts';
import { rawDocumentText, timeText } from './values.ts';

/**
 * A call of the policy registry in words; undefined where there is no sentence for it. What a policy would allow is read from
 * its rules' bytes, not from its document. Throws on foreign data.
 */
export function describePolicyCall(data: Hex): CallDescription | undefined {
  const call = decodeFunctionData({ abi: policyRegistryAbi, data });
  switch (call.functionName) {
    case 'publish':
      return describePublish(...call.args);
    case 'retire':
      return describe('call.policyRegistry.retire', { policy: String(call.args[0]) });
    case 'setPurpose': {
      const [purpose, isVoted] = call.args;
      const sentence = isVoted ? 'call.policyRegistry.addPurpose' : 'call.policyRegistry.removePurpose';
      return describe(sentence, { purpose: nameOfBytes(purpose) });
    }
    case 'approve': {
      const [policyId, ruleIndex, participant, until] = call.args;
      const values = { policy: String(policyId), rule: String(ruleIndex), participant };
      if (until === 0) return describe('call.policyRegistry.disapprove', values);
      return describe('call.policyRegistry.approve', { ...values, until: timeText(until) });
    }
    default:
      return undefined;
  }
}

interface Terms {
  owner: Hex;
  legalBasis: number;
  reviewBy: number;
  document: Hex;
}

function describePublish({ owner, legalBasis, reviewBy, document }: Terms, rules: Hex): CallDescription | undefined {
  const basis = legalBases[legalBasis];
  if (basis === undefined) return undefined;
  const inWords = readRules(hexToBytes(rules)).map((rule, index) => `(rule ${index}) ${describeRule(rule).text}`);
  return describe('call.policyRegistry.publish', {
    owner,
    legalBasis: basis,
    reviewBy: instantText(reviewBy),
    document: rawDocumentText(document),
    rules: inWords.join('; '),
  });
}
