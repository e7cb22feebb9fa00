import { getBytes, hexlify, keccak256, toBeHex } from 'ethers';
import {
  expandMlDsaKey,
  type MlDsaParameters,
  mlDsa44,
  mlDsa65,
  mlDsaSignerKey,
} from '../../node/protocol/ml-dsa-expand.ts';
import { networkHelpers } from './network.fixture.ts';

/** The parameter sets with the names of their contracts and of the harness's methods. */
export const sets: readonly { parameters: MlDsaParameters; verifier: string; internal: string }[] = [
  { parameters: mlDsa65, verifier: 'MlDsa65Verifier', internal: 'verifyInternal65' },
  { parameters: mlDsa44, verifier: 'MlDsa44Verifier', internal: 'verifyInternal44' },
];

const stored = new Map<string, string>();
let count = 0;

/** Puts code at a new address of the test chain. */
export async function placeCode(code: Uint8Array): Promise<string> {
  count += 1;
  const address = toBeHex(0x4d4c_0000_0000n + BigInt(count), 20);
  await networkHelpers.setCode(address, hexlify(code));
  return address;
}

/** The 52-byte key of a raw public key, its data contracts stored on the test chain; one and the same for the same key. */
export async function storeMlDsaKey(parameters: MlDsaParameters, publicKey: Uint8Array): Promise<string> {
  const name = keccak256(publicKey);
  const known = stored.get(name);
  if (known !== undefined) return known;
  const expanded = expandMlDsaKey(parameters, publicKey);
  const head = expanded.head(getBytes(await placeCode(expanded.tail)));
  const key = hexlify(mlDsaSignerKey(getBytes(await placeCode(head)), head));
  stored.set(name, key);
  return key;
}
