import type { Address, Hex } from 'viem';
import type { Chain } from '../chain/chain.ts';
import { explainRevert } from '../chain/revert-reason.ts';

export interface RehearsedCall {
  from: Address;
  to: Address;
  data: Hex;
}

/** Gas of a rehearsal: what the relay gives a transaction. */
const rehearsalGas = '0xf42400';

/** Runs a call at the time of the next block and forgets it. Throws 'CALL_REVERTED' with the contract's error. */
export async function rehearse(chain: Pick<Chain, 'request'>, { from, to, data }: RehearsedCall): Promise<void> {
  try {
    await chain.request('eth_call', [{ from, to, data, gas: rehearsalGas }, 'pending']);
  } catch (error) {
    throw explainRevert(error);
  }
}
