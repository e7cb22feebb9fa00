import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { hasMlDsa65Lengths, type MlDsa65Engine } from './ml-dsa-65.ts';

const algorithm = 'ml-dsa-65';

/** ML-DSA-65 by OpenSSL 3.5, for Node only. */
export const nativeMlDsa65: MlDsa65Engine = {
  publicKey: (seed) => new Uint8Array(createPublicKey(privateKey(seed)).export({ format: 'raw-public' })),
  sign: (seed, message) => new Uint8Array(sign(null, message, privateKey(seed))),
  verify: (publicKey, message, signature) =>
    hasMlDsa65Lengths(publicKey, signature) &&
    verify(
      null,
      message,
      createPublicKey({ key: Buffer.from(publicKey), format: 'raw-public', asymmetricKeyType: algorithm }),
      signature,
    ),
};

function privateKey(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(seed), format: 'raw-seed', asymmetricKeyType: algorithm });
}
