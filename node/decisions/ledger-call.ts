import { type Address, type DecodeFunctionDataReturnType, decodeFunctionData, isAddressEqual } from 'viem';
import { decisionLedgerAbi } from '../protocol/abi.ts';
import type { Call } from '../protocol/call.ts';

type LedgerCall = DecodeFunctionDataReturnType<typeof decisionLedgerAbi>;

/** A call of the ledger, decoded; undefined for a call of anything else or of no function the ledger has. */
export function decodeLedgerCall(ledger: Address, { target, data }: Call): LedgerCall | undefined {
  if (!isAddressEqual(target, ledger)) return undefined;
  try {
    return decodeFunctionData({ abi: decisionLedgerAbi, data });
  } catch {
    // The chain refuses it in its own words when it is relayed.
    return undefined;
  }
}
