import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { type Algorithm, nobleOf, opensslName } from '../assurance/algorithms.ts';
import { type Draw, drawBytes } from '../assurance/random.ts';

const signInPool = promisify<null, Uint8Array, { key: KeyObject; context?: Uint8Array }, Buffer>(sign);

/** A signature as it comes from a signer. */
export interface Fresh {
  publicKey: Uint8Array;
  message: Uint8Array;
  signature: Uint8Array;
}

/** Makes signatures of one algorithm under a few keys. Keys and messages come from `draw`, the hedging is OpenSSL's own. */
export class Signers {
  readonly #algorithm: Algorithm;
  readonly #keys: { publicKey: Uint8Array; secretKey: Uint8Array; openssl: KeyObject }[];
  readonly #prehashed: Fresh[] = [];

  constructor(algorithm: Algorithm, keys: number, draw: Draw) {
    this.#algorithm = algorithm;
    this.#keys = Array.from({ length: keys }, () => {
      const seed = drawBytes(draw, algorithm === 'SLH-DSA-SHA2-128s' ? 48 : 32);
      const { publicKey, secretKey } = nobleOf[algorithm].keygen(seed);
      return { publicKey, secretKey, openssl: opensslKey(algorithm, seed, secretKey) };
    });
  }

  publicKeys(): Uint8Array[] {
    return this.#keys.map(({ publicKey }) => publicKey);
  }

  /** Pure, with a context or without. */
  async sign(index: number, message: Uint8Array, context?: Uint8Array): Promise<Fresh> {
    const { publicKey, openssl } = this.#key(index);
    const signature = await signInPool(
      null,
      message,
      context === undefined ? { key: openssl } : { key: openssl, context },
    );
    return { publicKey, message, signature: new Uint8Array(signature) };
  }

  /** Of M' = 1 || 0 || message: the pre-hash interface's prefix before what the pure one signs. Made once per key. */
  prehashed(index: number, message: Uint8Array): Fresh {
    const at = index % this.#keys.length;
    const known = this.#prehashed[at];
    if (known !== undefined) return known;
    const { publicKey, secretKey } = this.#key(at);
    const signature = nobleOf[this.#algorithm].internal.sign(Uint8Array.of(1, 0, ...message), secretKey);
    this.#prehashed[at] = { publicKey, message, signature };
    return { publicKey, message, signature };
  }

  #key(index: number) {
    const key = this.#keys[index % this.#keys.length];
    if (key === undefined) throw new RangeError('no keys');
    return key;
  }
}

function opensslKey(algorithm: Algorithm, seed: Uint8Array, secretKey: Uint8Array): KeyObject {
  if (algorithm === 'SLH-DSA-SHA2-128s') {
    const key = Buffer.from(secretKey);
    return createPrivateKey({ key, format: 'raw-private', asymmetricKeyType: opensslName[algorithm] });
  }
  return createPrivateKey({ key: Buffer.from(seed), format: 'raw-seed', asymmetricKeyType: opensslName[algorithm] });
}
