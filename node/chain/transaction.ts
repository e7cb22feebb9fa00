import {
  type Address,
  type Hex,
  keccak256,
  parseTransaction,
  serializeTransaction,
  size,
  type TransactionSerialized,
} from 'viem';
import { NodeError } from '../protocol/errors.ts';

/** EIP-7825: no transaction may ask for more gas than this, whatever the engine would allow. */
export const transactionGasCap = 16_777_216n;
/** Other engines' pools take no more bytes per transaction. */
export const transactionSizeLimit = 128 * 1024;
/** Calldata from which a transaction is taken to carry a post-quantum signature, bytes. */
const heavyDataLength = 7_000;

/** A transaction that is in order by itself; only its nonce is left to compare with the chain. */
export interface CheckedTransaction {
  readonly raw: Hex;
  readonly hash: Hex;
  readonly sender: Address;
  readonly nonce: number;
  readonly gas: bigint;
  /** It brings code of its own. */
  readonly isCreation: boolean;
  /** The last of its block: verification on chain takes memory and time. */
  readonly isHeavy: boolean;
}

/** The account that signed a 32-byte digest; undefined for no valid signature. */
export type RecoverSender = (
  digest: Hex,
  signature: { r: Hex; s: Hex; yParity: number },
) => Promise<Address | undefined>;

/**
 * Everything that can be said about a transaction without the chain's state. Throws TRANSACTION_TOO_LARGE,
 * TRANSACTION_MALFORMED, TRANSACTION_TYPE_NOT_ALLOWED, TRANSACTION_WRONG_CHAIN, TRANSACTION_GAS_ABOVE_CAP,
 * TRANSACTION_FEE_NOT_ZERO, TRANSACTION_VALUE_NOT_ZERO, TRANSACTION_SIGNATURE_INVALID.
 */
export async function checkTransaction(
  raw: Hex,
  chainId: number,
  recoverSender: RecoverSender,
): Promise<CheckedTransaction> {
  if (size(raw) > transactionSizeLimit) {
    throw new NodeError('TRANSACTION_TOO_LARGE', { bytes: size(raw), limit: transactionSizeLimit });
  }
  if (!isAllowedType(raw)) throw new NodeError('TRANSACTION_TYPE_NOT_ALLOWED', { type: raw.slice(0, 4) });
  const transaction = parse(raw);
  if (transaction.chainId !== chainId) {
    throw new NodeError('TRANSACTION_WRONG_CHAIN', { chainId: transaction.chainId, expected: chainId });
  }
  const gas = transaction.gas ?? 0n;
  if (gas > transactionGasCap) throw new NodeError('TRANSACTION_GAS_ABOVE_CAP', { gas, limit: transactionGasCap });
  refuseFees(transaction);
  return {
    raw,
    hash: keccak256(raw),
    sender: await senderOf(transaction, recoverSender),
    nonce: transaction.nonce ?? 0,
    gas,
    isCreation: transaction.to === undefined || transaction.to === null,
    isHeavy: size(transaction.data ?? '0x') >= heavyDataLength,
  };
}

function parse(raw: TransactionSerialized) {
  try {
    return parseTransaction(raw);
  } catch (error) {
    throw new NodeError('TRANSACTION_MALFORMED', {}, error);
  }
}

/** Legacy (an RLP list), EIP-2930 and EIP-1559; blobs and delegations have no use here. */
function isAllowedType(raw: Hex): raw is TransactionSerialized<'legacy' | 'eip2930' | 'eip1559'> {
  const first = Number.parseInt(raw.slice(2, 4), 16);
  return first === 1 || first === 2 || first >= 0xc0;
}

/** The chain has no coin: a fee or a value could never be paid, and a transaction that cannot be paid is never mined. */
function refuseFees(transaction: ReturnType<typeof parse>): void {
  const fee = transaction.maxFeePerGas ?? transaction.gasPrice ?? 0n;
  if (fee !== 0n) throw new NodeError('TRANSACTION_FEE_NOT_ZERO', { fee });
  const value = transaction.value ?? 0n;
  if (value !== 0n) throw new NodeError('TRANSACTION_VALUE_NOT_ZERO', { value });
}

async function senderOf(transaction: ReturnType<typeof parse>, recoverSender: RecoverSender): Promise<Address> {
  const { r, s, v, yParity: parity, ...unsigned } = transaction;
  const yParity = parity ?? (v === undefined ? undefined : v % 2n === 1n ? 0 : 1);
  if (r !== undefined && s !== undefined && yParity !== undefined) {
    const sender = await recoverSender(keccak256(serializeTransaction(unsigned)), { r, s, yParity });
    if (sender !== undefined) return sender;
  }
  throw new NodeError('TRANSACTION_SIGNATURE_INVALID', {});
}
