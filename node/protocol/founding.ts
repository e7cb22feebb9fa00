import { type Address, getContractAddress, type Hex, parseTransaction, recoverTransactionAddress } from 'viem';
import { NodeError } from './errors.ts';
import { contractNames } from './network.ts';

/**
 * The ledger of an embedded chain, from the chain itself: one key deploys all contracts in a fixed order, starting with the very first
 * transaction of block 1 (network.ts, contractNames). So whoever sent that one decides, by CREATE's address rule (Yellow Paper 7), where
 * the ledger lives, and a second ledger deployed later on the same chain cannot pass for it.
 */
export async function ledgerOfFounding(firstTransaction: Hex): Promise<Address> {
  if (!isFeeMarket(firstTransaction) || (parseTransaction(firstTransaction).nonce ?? 0) !== 0) {
    throw new NodeError('FOUNDING_INVALID', { rule: 'an EIP-1559 transaction with nonce 0' });
  }
  const from = await recoverTransactionAddress({ serializedTransaction: firstTransaction });
  return getContractAddress({ from, nonce: BigInt(contractNames.indexOf('decisionLedger')) });
}

function isFeeMarket(raw: Hex): raw is `0x02${string}` {
  return raw.startsWith('0x02');
}
