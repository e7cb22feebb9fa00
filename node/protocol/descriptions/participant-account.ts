import { decodeFunctionData, type Hex } from 'viem';
import { participantAccountAbi, participantAccountFactoryAbi } from '../abi.ts';
import { type CallDescription, describe } from './sentences.ts';

/** A call of an account to itself in words; undefined where there is no sentence for it. Throws on foreign data. */
export function describeAccountCall(data: Hex): CallDescription | undefined {
  const call = decodeFunctionData({ abi: participantAccountAbi, data });
  switch (call.functionName) {
    case 'proposeKeys':
      return describe('call.participantAccount.proposeKeys', keyChangeValues(call.args[0]));
    case 'cancelKeys':
      return describe('call.participantAccount.cancelKeys', {});
    default:
      return undefined;
  }
}

/** A change of keys as the values of a sentence. */
export function keyChangeValues(change: { added: readonly Hex[]; removed: readonly Hex[]; threshold: bigint }) {
  const list = (signers: readonly Hex[]) => (signers.length === 0 ? '-' : signers.join(', '));
  return { added: list(change.added), removed: list(change.removed), threshold: String(change.threshold) };
}

/** A call of the account factory in words; undefined where there is no sentence for it. Throws on foreign data. */
export function describeFactoryCall(data: Hex): CallDescription | undefined {
  const call = decodeFunctionData({ abi: participantAccountFactoryAbi, data });
  if (call.functionName !== 'create') return undefined;
  const [signers, threshold] = call.args;
  const values = { count: String(signers.length), threshold: String(threshold) };
  return describe('call.participantAccountFactory.create', values);
}
