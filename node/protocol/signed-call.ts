import { type Address, decodeAbiParameters, decodeFunctionData, type Hex, parseTransaction } from 'viem';
import { participantAccountAbi } from './abi.ts';
import type { CallBatch, SignerSignature } from './call.ts';
import { NodeError } from './errors.ts';

/** A batch as it was relayed: what the signers signed, and their signatures. */
export interface SignedCall {
  readonly batch: CallBatch;
  readonly signatures: readonly SignerSignature[];
  /** EIP-155 chain id of the relaying transaction; undefined for a transaction that names none. */
  readonly chainId: number | undefined;
}

/** Reads a raw transaction as a call of `ParticipantAccount.execute`; 'SIGNED_CALL_INVALID' for any other transaction. */
export function readSignedCall(raw: Hex): SignedCall {
  try {
    const { to, data, chainId } = parseTransaction(raw);
    const { functionName, args } = decodeFunctionData({ abi: participantAccountAbi, data: data ?? '0x' });
    if (to === undefined || to === null || functionName !== 'execute') throw new NodeError('SIGNED_CALL_INVALID');
    const [calls, nonce, deadline, signature] = args;
    return {
      batch: { account: to, calls, nonce, deadline: toSeconds(deadline) },
      signatures: pairs(signature),
      chainId,
    };
  } catch (error) {
    throw new NodeError('SIGNED_CALL_INVALID', { rule: 'a transaction that calls execute' }, error);
  }
}

/** The batch's calls to one contract, as calldata. */
export function callsTo({ batch }: SignedCall, target: Address): Hex[] {
  return batch.calls.filter((call) => call.target.toLowerCase() === target.toLowerCase()).map(({ data }) => data);
}

function pairs(signature: Hex): SignerSignature[] {
  const [signers, signatures] = decodeAbiParameters([{ type: 'bytes[]' }, { type: 'bytes[]' }], signature);
  if (signers.length !== signatures.length) throw new NodeError('SIGNED_CALL_INVALID');
  return signers.map((signer, index) => ({ signer, signature: signatures[index] ?? '0x' }));
}

function toSeconds(deadline: bigint): number {
  if (deadline > BigInt(Number.MAX_SAFE_INTEGER)) throw new NodeError('SIGNED_CALL_INVALID');
  return Number(deadline);
}
