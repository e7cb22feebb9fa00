import { createPrivateKey, createPublicKey } from 'node:crypto';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { concat } from 'viem';
import { bytesToHex } from 'viem/utils';
import { nobleOf, opensslName } from '../assurance/algorithms.ts';
import { algorithmOf, caseId } from './signature-cases.ts';
import { hexOf } from './signing-cases.ts';
import type { VectorCase } from './vector-case.ts';
import { bytesOf, textOf, type VectorFile } from './vector-file.ts';

/** Keys from seeds: ACVP keyGen, BoringSSL keygen, Wycheproof's ML-KEM keygen. What is compared is public || secret key. */
export function keyCases(vectors: VectorFile): VectorCase[] {
  return vectors.tests.flatMap(({ group, test }) => {
    if (bytesOf(test, 'signature', 'sig', 'c', 'ct') !== undefined) return [];
    const publicKey = bytesOf(test, 'pk', 'pub', 'ek');
    const secretKey = bytesOf(test, 'sk', 'priv', 'dk');
    const parts = ['skSeed', 'skPrf', 'pkSeed', 'd', 'z'].flatMap((name) => bytesOf(test, name) ?? []);
    const seed = bytesOf(test, 'seed') ?? (parts.length === 0 ? undefined : concat(parts));
    if (seed === undefined || publicKey === undefined || secretKey === undefined) return [];
    const keygen = engineOf(vectors, textOf(group, 'parameterSet'));
    if (keygen === undefined) return [];
    const { algorithm, noble, openssl } = keygen;
    const isValid = test.result === undefined || test.result === 'valid';
    const common = { id: caseId(test), algorithm };
    const cases: VectorCase[] = [
      {
        ...common,
        operation: 'keygen',
        expected: isValid ? bytesToHex(concat([publicKey, secretKey])) : 'refused',
        engines: {
          noble: () =>
            hexOf(() => {
              const keys = noble(seed);
              return concat([keys.publicKey, keys.secretKey]);
            }),
        },
      },
    ];
    if (openssl !== undefined) {
      const expected = isValid ? bytesToHex(publicKey) : 'refused';
      cases.push({
        ...common,
        operation: 'public key',
        expected,
        engines: { openssl: () => hexOf(() => openssl(seed)) },
      });
    }
    return cases;
  });
}

interface KeyEngine {
  algorithm: string;
  noble(seed: Uint8Array): { publicKey: Uint8Array; secretKey: Uint8Array };
  /** The public key; OpenSSL takes no seed of SLH-DSA, and gives no expanded secret key. */
  openssl?: (seed: Uint8Array) => Uint8Array;
}

function engineOf({ header }: VectorFile, parameterSet: string | undefined): KeyEngine | undefined {
  if (parameterSet === 'ML-KEM-768') {
    return {
      algorithm: parameterSet,
      noble: (seed) => ml_kem768.keygen(seed),
      openssl: (seed) => opensslPublicKey('ml-kem-768', seed),
    };
  }
  const algorithm = algorithmOf(header, { parameterSet });
  if (algorithm === undefined) return undefined;
  const noble = (seed: Uint8Array) => nobleOf[algorithm].keygen(seed);
  if (algorithm !== 'ML-DSA-44' && algorithm !== 'ML-DSA-65') return { algorithm, noble };
  return { algorithm, noble, openssl: (seed) => opensslPublicKey(opensslName[algorithm], seed) };
}

function opensslPublicKey(asymmetricKeyType: 'ml-kem-768' | 'ml-dsa-44' | 'ml-dsa-65', seed: Uint8Array): Uint8Array {
  const key = createPrivateKey({ key: Buffer.from(seed), format: 'raw-seed', asymmetricKeyType });
  return new Uint8Array(createPublicKey(key).export({ format: 'raw-public' }));
}
