import { decodeFunctionData, type Hex } from 'viem';
import { participantAccountAbi, participantAccountFactoryAbi } from '../abi.ts';
import { type CallDescription, describe } from './sentences.ts';

/** A call of an account to itself in words; undefined where there is no sentence for it. Throws on foreign data. */
export function describeAccountCall(data: Hex): CallDescription | undefined {
  const call = decodeFunctionData({ abi: participantAccountAbi, data });
  switch (call.functionName) {
    case 'addSigners':
      return describe('call.participantAccount.addSigners', { signers: call.args[0].join(', ') });
    case 'removeSigners':
      return describe('call.participantAccount.removeSigners', { signers: call.args[0].join(', ') });
    case 'setThreshold':
      return describe('call.participantAccount.setThreshold', { threshold: String(call.args[0]) });
    default:
      return undefined;
  }
}

/** A call of the account factory in words; undefined where there is no sentence for it. Throws on foreign data. */
export function describeFactoryCall(data: Hex): CallDescription | undefined {
  const call = decodeFunctionData({ abi: participantAccountFactoryAbi, data });
  if (call.functionName !== 'create') return undefined;
  const [signers, threshold] = call.args;
  const values = { count: String(signers.length), threshold: String(threshold) };
  return describe('call.participantAccountFactory.create', values);
}
