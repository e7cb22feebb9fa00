import { decodeFunctionData, type Hex } from 'viem';
import { agreementRegistryAbi } from '../dataset/agreement-abi.ts';
import { nameOfBytes } from '../policy/names.ts';
import { type CallDescription, describe } from './sentences.ts';
import { rawDocumentText, timeText } from './values.ts';

/** A call of the agreement registry in words; undefined where there is no sentence for it. Throws on foreign data. */
export function describeAgreementCall(data: Hex): CallDescription | undefined {
  const call = decodeFunctionData({ abi: agreementRegistryAbi, data });
  if (call.functionName === 'retire') {
    const [agreement, cause] = call.args;
    return describe('call.agreementRegistry.retire', { agreement, cause });
  }
  if (call.functionName !== 'anchor') return undefined;
  const { agreement, dataset, provider, consumer, policy, until } = call.args[0];
  const values = {
    agreement,
    provider,
    consumer,
    dataset: nameOfBytes(dataset),
    policy: rawDocumentText(policy),
  };
  if (until === 0) return describe('call.agreementRegistry.anchorOpen', values);
  return describe('call.agreementRegistry.anchor', { ...values, until: timeText(until) });
}
