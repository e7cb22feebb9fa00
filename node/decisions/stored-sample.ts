import { concatHex, type Hex, hexToBytes, keccak256, numberToHex, pad } from 'viem';
import type { Chain } from '../chain/chain.ts';
import { createChainClient } from '../chain/contracts.ts';
import { sampleHash } from '../protocol/sample.ts';

/** SampleStore.sol keeps `mapping(bytes32 => address[])` in its first slot. */
const partsSlot = pad('0x0', { size: 32 });
/** A sample of 125,000 bytes is six contracts. */
const mostParts = 16n;

type CourtChain = Pick<Chain, 'chainId' | 'contracts' | 'request'>;

/**
 * The bytes of a sample that somebody gave the court, whichever way the call came; undefined where nobody did. They are the code of
 * data contracts behind a STOP byte (DataContract.sol).
 */
export async function readStoredSample(chain: CourtChain, hash: Hex): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const client = createChainClient(chain);
  const address = chain.contracts.modelCourt;
  const lengthSlot = keccak256(concatHex([hash, partsSlot]));
  const count = BigInt((await client.getStorageAt({ address, slot: lengthSlot })) ?? '0x0');
  if (count === 0n || count > mostParts) return undefined;
  const first = BigInt(keccak256(lengthSlot));
  const parts: Uint8Array[] = [];
  for (let index = 0n; index < count; index++) {
    const slot = numberToHex(first + index, { size: 32 });
    const pointer = await client.getStorageAt({ address, slot });
    const code = pointer === undefined ? undefined : await client.getCode({ address: `0x${pointer.slice(-40)}` });
    if (code === undefined) return undefined;
    parts.push(hexToBytes(code).subarray(1));
  }
  const bytes = joined(parts);
  return sampleHash(bytes) === hash.toLowerCase() ? bytes : undefined;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
