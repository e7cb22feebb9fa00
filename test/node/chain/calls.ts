import { type Hex, numberToHex } from 'viem';
import type { Chain } from '../../../node/chain/chain.ts';
import { type RelayedTransaction, signRelayed } from '../../../node/chain/signing.ts';
import { counterAddress, relayKey } from './counter.ts';
import { testChainId } from './fixture.ts';

/** A signed call of the counter; nonce 0 was the deployment. */
export function countingCall(nonce: number, changes: Partial<RelayedTransaction> = {}): Promise<Hex> {
  const data = numberToHex(nonce, { size: 32 });
  return signRelayed(relayKey, { chainId: testChainId, nonce, gas: 100_000n, to: counterAddress, data, ...changes });
}

/** How often the counter was called. */
export async function countOf(chain: Chain): Promise<number> {
  return Number(await chain.request('eth_getStorageAt', [counterAddress, '0x0', 'latest']));
}

/** Hash of the latest block as the engine says it. */
export async function headHash(chain: Chain): Promise<unknown> {
  const block = await chain.request('eth_getBlockByNumber', ['latest', false]);
  return typeof block === 'object' && block !== null ? Reflect.get(block, 'hash') : undefined;
}
