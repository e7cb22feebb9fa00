import { encodeFunctionData, type Hex, size, sliceHex } from 'viem';
import type { Chain } from '../chain/chain.ts';
import { createChainClient } from '../chain/contracts.ts';
import { participantAccountFactoryAbi } from '../protocol/abi.ts';
import { mlDsaSignerBytes } from '../protocol/call.ts';
import { mlDsa65 } from '../protocol/ml-dsa-expand.ts';
import { mlDsa65Signer } from '../protocol/ml-dsa-signer.ts';
import type { Contracts } from '../protocol/network.ts';
import type { Relay } from './calls.ts';

/** 0x00 || rows 3 to 5, before the public key (MlDsa.sol). */
const tailPrefixBytes = 1 + 0x4000;

/**
 * The public key behind an ML-DSA-65 signer, read from its data contracts and expanded again: undefined unless the signer is exactly
 * what that key makes, so a signer whose expansion is not its key's counts nowhere off chain.
 */
export async function readMlDsaKey(
  chain: Pick<Chain, 'chainId' | 'request' | 'contracts'>,
  signer: Hex,
): Promise<Hex | undefined> {
  if (size(signer) !== mlDsaSignerBytes) return undefined;
  const client = createChainClient(chain);
  const head = await client.getCode({ address: sliceHex(signer, 20, 40) });
  if (head === undefined || size(head) < 21) return undefined;
  const tail = await client.getCode({ address: sliceHex(head, 1, 21) });
  if (tail === undefined || size(tail) !== tailPrefixBytes + mlDsa65.publicKeyBytes) return undefined;
  const publicKey = sliceHex(tail, tailPrefixBytes);
  return mlDsa65Signer(chain.contracts, publicKey).signer === signer.toLowerCase() ? publicKey : undefined;
}

/** Stores what the chain needs to verify signatures of an ML-DSA-65 key; twice is once. Returns its signer. */
export async function storeMlDsaKey(
  { contracts, relay }: { contracts: Contracts; relay: Pick<Relay, 'send'> },
  publicKey: Hex,
): Promise<Hex> {
  const { signer, stored } = mlDsa65Signer(contracts, publicKey);
  for (const data of stored) {
    const call = encodeFunctionData({ abi: participantAccountFactoryAbi, functionName: 'store', args: [data] });
    await relay.send({ to: contracts.accountFactory, data: call });
  }
  return signer;
}
