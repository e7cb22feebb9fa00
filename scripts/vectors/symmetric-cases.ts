import { createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import { chacha20poly1305, xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concat } from 'viem';
import { caseId } from './signature-cases.ts';
import { hexOf } from './signing-cases.ts';
import type { VectorCase } from './vector-case.ts';
import { bytesOf, type Fields, textOf, type VectorFile } from './vector-file.ts';

type Engines = { expected: string; operation: string; engines: VectorCase['engines'] } | undefined;

/** What envelopes are made of besides their key encapsulation: Wycheproof's X25519, HKDF-SHA-256, (X)ChaCha20-Poly1305. */
export function symmetricCases({ header, tests }: VectorFile): VectorCase[] {
  const algorithm = textOf(header, 'algorithm') ?? '';
  return tests.flatMap(({ test }) => {
    const found = enginesOf(algorithm, test);
    return found === undefined
      ? []
      : [{ id: caseId(test), algorithm: algorithm === 'XDH' ? 'X25519' : algorithm, ...found }];
  });
}

function enginesOf(algorithm: string, test: Fields): Engines {
  if (algorithm === 'HKDF-SHA-256') return derivation(test);
  if (algorithm === 'XDH') return agreement(test);
  return algorithm === 'CHACHA20-POLY1305' || algorithm === 'XCHACHA20-POLY1305' ? opening(algorithm, test) : undefined;
}

function derivation(test: Fields): Engines {
  const [ikm, salt, info, okm] = [
    bytesOf(test, 'ikm'),
    bytesOf(test, 'salt'),
    bytesOf(test, 'info'),
    bytesOf(test, 'okm'),
  ];
  const { size } = test;
  if (ikm === undefined || salt === undefined || info === undefined || typeof size !== 'number') return undefined;
  const expected = test.result === 'invalid' || okm === undefined ? 'refused' : bytesToHex(okm);
  const openssl = () => hexOf(() => new Uint8Array(hkdfSync('sha256', ikm, salt, info, size)));
  return {
    operation: 'derive',
    expected,
    engines: { noble: () => hexOf(() => hkdf(sha256, ikm, salt, info, size)), openssl },
  };
}

/** An agreement on zeros is refused by both engines, as RFC 7748 allows; Wycheproof calls it acceptable. */
function agreement(test: Fields): Engines {
  const [theirs, mine, shared] = [bytesOf(test, 'public'), bytesOf(test, 'private'), bytesOf(test, 'shared')];
  if (theirs === undefined || mine === undefined || shared === undefined) return undefined;
  const isZero = shared.every((byte) => byte === 0);
  const openssl = () =>
    hexOf(() => {
      const key = { format: 'raw-private' as const, key: Buffer.from(mine), asymmetricKeyType: 'x25519' as const };
      const other = { format: 'raw-public' as const, key: Buffer.from(theirs), asymmetricKeyType: 'x25519' as const };
      return new Uint8Array(diffieHellman({ privateKey: createPrivateKey(key), publicKey: createPublicKey(other) }));
    });
  const expected = isZero || test.result === 'invalid' ? 'refused' : bytesToHex(shared);
  return {
    operation: 'agree',
    expected,
    engines: { noble: () => hexOf(() => x25519.getSharedSecret(mine, theirs)), openssl },
  };
}

function opening(algorithm: string, test: Fields): Engines {
  const [key, nonce, aad] = [bytesOf(test, 'key'), bytesOf(test, 'iv'), bytesOf(test, 'aad')];
  const [plaintext, ciphertext, tag] = [bytesOf(test, 'msg'), bytesOf(test, 'ct'), bytesOf(test, 'tag')];
  if (key === undefined || nonce === undefined || aad === undefined) return undefined;
  if (plaintext === undefined || ciphertext === undefined || tag === undefined) return undefined;
  const cipher = algorithm === 'CHACHA20-POLY1305' ? chacha20poly1305 : xchacha20poly1305;
  const engines: VectorCase['engines'] = {
    noble: () => hexOf(() => cipher(key, nonce, aad).decrypt(concat([ciphertext, tag]))),
  };
  if (algorithm === 'CHACHA20-POLY1305') {
    engines.openssl = () =>
      hexOf(() => {
        // OpenSSL pads shorter nonces with zeros, which RFC 8439 does not.
        if (nonce.length !== 12) throw new RangeError('a nonce has 12 bytes');
        const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
        decipher.setAAD(aad, { plaintextLength: ciphertext.length });
        decipher.setAuthTag(tag);
        return new Uint8Array(Buffer.concat([decipher.update(ciphertext), decipher.final()]));
      });
  }
  return { operation: 'open', expected: test.result === 'invalid' ? 'refused' : bytesToHex(plaintext), engines };
}
