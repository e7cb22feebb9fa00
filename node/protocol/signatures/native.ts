import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { hasStandardLengths, type SignatureEngine, slhDsaSha2_128s } from './engine.ts';
import { nativeMlDsa65 } from './native-ml-dsa-65.ts';
import { nobleEngine } from './noble.ts';

const algorithm = 'slh-dsa-sha2-128s';

/**
 * SLH-DSA-SHA2-128s by OpenSSL, for Node only. It draws the randomness of hedged signing itself, and has no
 * key derivation from a seed, which the JavaScript engine lends it.
 */
export const nativeEngine: SignatureEngine = {
  publicKey: nobleEngine.publicKey,
  sign: (secretKey, message) => new Uint8Array(sign(null, message, privateKey(secretKey))),
  verify: (publicKey, message, signature) =>
    hasStandardLengths(publicKey, signature) && verify(null, message, publicKeyObject(publicKey), signature),
  mlDsa65: nativeMlDsa65,
};

/** As `nativeEngine.sign`, in OpenSSL's thread pool: the process keeps answering meanwhile. */
export function signInBackground(secretKey: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    sign(null, message, privateKey(secretKey), (error, signature) =>
      error === null ? resolve(new Uint8Array(signature)) : reject(error),
    );
  });
}

/** A new random key: 48-byte seed and 32-byte public key. */
export function generateAuthorityKey(): { seed: Uint8Array; publicKey: Uint8Array } {
  const pair = generateKeyPairSync(algorithm);
  const secretKey = new Uint8Array(pair.privateKey.export({ format: 'raw-private' }));
  return {
    seed: secretKey.slice(0, slhDsaSha2_128s.seedBytes),
    publicKey: secretKey.slice(slhDsaSha2_128s.secretKeyBytes - slhDsaSha2_128s.publicKeyBytes),
  };
}

function privateKey(secretKey: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(secretKey), format: 'raw-private', asymmetricKeyType: algorithm });
}

function publicKeyObject(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(publicKey), format: 'raw-public', asymmetricKeyType: algorithm });
}
