import { type Address, bytesToHex, type Hex, hexToBytes } from 'viem';
import { batchDigest, type CallBatch, type SignerSignature, signerOf } from '../../../node/protocol/call.ts';
import { type SignatureEngine, secretKeyOf, slhDsaSha2_128s } from '../../../node/protocol/signatures/engine.ts';
import { nativeEngine } from '../../../node/protocol/signatures/native.ts';

/** A key of a test, made from a fixed seed: signing costs 0.3 s, so every signature is made once per run. */
export interface TestKey {
  publicKey: Hex;
  signer(verifier: Address): Hex;
  sign(verifier: Address, digest: Hex): SignerSignature;
}

const keys = new Map<number, TestKey>();

/** The key with this number; key generation costs 0.3 s, so it is made once per run too. */
export function testKey(number: number): TestKey {
  const known = keys.get(number);
  if (known !== undefined) return known;
  const made = makeKey(nativeEngine, number);
  keys.set(number, made);
  return made;
}

export function signBatch(key: TestKey, verifier: Address, chainId: number, batch: CallBatch): SignerSignature {
  return key.sign(verifier, batchDigest(chainId, batch));
}

function makeKey(engine: SignatureEngine, number: number): TestKey {
  const seed = new Uint8Array(slhDsaSha2_128s.seedBytes).fill(number);
  const publicKey = engine.publicKey(seed);
  const secretKey = secretKeyOf(seed, publicKey);
  const signatures = new Map<Hex, Hex>();
  const signer = (verifier: Address): Hex => signerOf(verifier, bytesToHex(publicKey));
  return {
    publicKey: bytesToHex(publicKey),
    signer,
    sign(verifier, digest) {
      const signature = signatures.get(digest) ?? bytesToHex(engine.sign(secretKey, hexToBytes(digest)));
      signatures.set(digest, signature);
      return { signer: signer(verifier), signature };
    },
  };
}
