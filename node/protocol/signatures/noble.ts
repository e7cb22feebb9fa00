import { slh_dsa_sha2_128s } from '@noble/post-quantum/slh-dsa.js';
import { hasStandardLengths, type SignatureEngine } from './engine.ts';
import { nobleMlDsa65 } from './ml-dsa-65.ts';

/** SLH-DSA-SHA2-128s in JavaScript, for browsers: signing takes one to two seconds, so call it in a worker. */
export const nobleEngine: SignatureEngine = {
  publicKey: (seed) => slh_dsa_sha2_128s.keygen(seed).publicKey,
  sign: (secretKey, message, random) =>
    slh_dsa_sha2_128s.sign(message, secretKey, random === undefined ? {} : { extraEntropy: random }),
  verify: (publicKey, message, signature) =>
    hasStandardLengths(publicKey, signature) && slh_dsa_sha2_128s.verify(signature, message, publicKey),
  mlDsa65: nobleMlDsa65,
};
