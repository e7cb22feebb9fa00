import type { Address, Hex } from 'viem';
import { bytesToHex, hexToBytes } from 'viem';
import { type SignerSignature, signerOf } from '../../../node/protocol/call.ts';
import { secretKeyOf } from '../../../node/protocol/signatures/engine.ts';
import { nativeEngine } from '../../../node/protocol/signatures/native.ts';

/** An SLH-DSA-SHA2-128s key whose 48-byte seed is one byte repeated; the roots (PK.root) are computed beforehand, which takes a while. */
export interface TestKey {
  readonly publicKey: Hex;
  readonly secretKey: Uint8Array;
}

const roots = [
  'e5a3172b31a0c309c8eff772e6513fde',
  '2a66ab526784c7eded769af047ddedf8',
  'd87098a158f4f9b21352aea4a2d4e604',
  '0c47c2b9d22437b91718456670d0865a',
  'fd9f10e1f2254fa87da5e9b73a14f066',
  '50fe515a13097557d72deb5ea091b573',
  '22c5a3d06cfe50f5fcb1a95181931787',
  'a2751445e844e6e14f1cc4b40b08724f',
  'e79981404ab17ef9bde0f3001a9bee50',
  '4d180fcc02c970facc123a2c8ebb3671',
];

/** The key whose seed bytes are all `number`, 1 to 10. */
export function testKey(number: number): TestKey {
  const publicKey: Hex = `0x${number.toString(16).padStart(2, '0').repeat(16)}${roots[number - 1]}`;
  return { publicKey, secretKey: secretKeyOf(new Uint8Array(48).fill(number), hexToBytes(publicKey)) };
}

export function signDigest(verifier: Address, key: TestKey, digest: Hex): SignerSignature {
  const signature = bytesToHex(nativeEngine.sign(key.secretKey, hexToBytes(digest)));
  return { signer: signerOf(verifier, key.publicKey), signature };
}
