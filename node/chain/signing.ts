import type { Address, Hex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';

export interface RelayedTransaction {
  readonly chainId: number;
  readonly nonce: number;
  readonly gas: bigint;
  /** Left out, the data create a contract. */
  readonly to?: Address | undefined;
  readonly data: Hex;
}

/** A signed EIP-1559 transaction without fee and value, as the chain wants them. */
export function signRelayed(relayKey: Hex, transaction: RelayedTransaction): Promise<Hex> {
  const { to, ...rest } = transaction;
  const target = to === undefined ? {} : { to };
  return privateKeyToAccount(relayKey).signTransaction({
    type: 'eip1559',
    maxFeePerGas: 0n,
    maxPriorityFeePerGas: 0n,
    ...rest,
    ...target,
  });
}
