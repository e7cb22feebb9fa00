import type { Address, Hex, TransactionReceipt } from 'viem';
import { privateKeyToAddress } from 'viem/accounts';
import { NodeError } from '../protocol/errors.ts';
import type { Chain } from './chain.ts';
import { explainRevert } from './revert-reason.ts';
import { quantity } from './rpc-values.ts';
import { signRelayed } from './signing.ts';

/** Just under the cap of EIP-7825; unused gas costs nothing on a chain without fees. */
const relayGas = 16_000_000n;

export interface RelayedCall {
  readonly to: Address;
  readonly data: Hex;
}

/** Pays for nothing and decides nothing: puts calls that carry their own authority on chain, one after the other. */
export interface Relay {
  readonly address: Address;
  /**
   * Resolves when the call is durable. Throws CALL_REVERTED (error, args, data) when it would fail, before anything is
   * written, and whatever the chain throws.
   */
  send(call: RelayedCall): Promise<TransactionReceipt>;
}

/** The only user of the relay key and of its nonces. */
export function createRelay(chain: Chain, relayKey: Hex): Relay {
  const address = privateKeyToAddress(relayKey);
  let lane: Promise<unknown> = Promise.resolve();

  async function rehearse(call: RelayedCall): Promise<void> {
    const transaction = { from: address, to: call.to, data: call.data, gas: `0x${relayGas.toString(16)}` };
    try {
      await chain.request('eth_call', [transaction, 'pending']);
    } catch (error) {
      throw explainRevert(error);
    }
  }

  async function sendNow(call: RelayedCall): Promise<TransactionReceipt> {
    await chain.ready;
    await rehearse(call);
    const nonce = quantity(await chain.request('eth_getTransactionCount', [address, 'latest']), 'nonce');
    const raw = await signRelayed(relayKey, { chainId: chain.chainId, nonce, gas: relayGas, ...call });
    const receipt = await chain.sendRawTransaction(raw);
    if (receipt.status !== 'success') throw new NodeError('CALL_FAILED', { transactionHash: receipt.transactionHash });
    return receipt;
  }

  function send(call: RelayedCall): Promise<TransactionReceipt> {
    const result = lane.then(() => sendNow(call));
    lane = result.catch(() => undefined);
    return result;
  }

  return { address, send };
}
