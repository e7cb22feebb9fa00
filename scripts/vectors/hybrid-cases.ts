import { ml_kem768_p256, ml_kem768_x25519 } from '@noble/post-quantum/hybrid.js';
import { bytesToHex, concat } from 'viem';
import { caseId } from './signature-cases.ts';
import { hexOf } from './signing-cases.ts';
import type { VectorCase } from './vector-case.ts';
import { bytesOf, textOf, type VectorFile } from './vector-file.ts';

/** X-Wing and the CFRG hybrids: public key, ciphertext and shared secret from seed and randomness. OpenSSL has none of them. */
export function hybridCases({ header, file, tests }: VectorFile): VectorCase[] {
  const name = `${textOf(header, 'algorithm') ?? ''} ${file.slice(file.lastIndexOf('/') + 1)}`;
  const kem = /MLKEM768P256|ML-KEM-768-P256/i.test(name) ? ml_kem768_p256 : ml_kem768_x25519;
  return tests.flatMap(({ test }) => {
    const seed = bytesOf(test, 'seed');
    const random = bytesOf(test, 'eseed', 'randomness');
    const [pk, ct, ss] = [bytesOf(test, 'pk'), bytesOf(test, 'ct'), bytesOf(test, 'ss')];
    if (seed === undefined || random === undefined || pk === undefined || ct === undefined || ss === undefined)
      return [];
    const common = { id: caseId(test), algorithm: kem === ml_kem768_p256 ? 'MLKEM768-P256' : 'X-Wing' };
    const encapsulate = () => kem.encapsulate(kem.keygen(seed).publicKey, random);
    const outcomes: [string, Uint8Array, () => Uint8Array][] = [
      ['keygen', pk, () => kem.keygen(seed).publicKey],
      ['encapsulate', concat([ct, ss]), () => concat([encapsulate().cipherText, encapsulate().sharedSecret])],
      ['decapsulate', ss, () => kem.decapsulate(ct, kem.keygen(seed).secretKey)],
    ];
    return outcomes.map(([operation, expected, noble]) => ({
      ...common,
      operation,
      expected: bytesToHex(expected),
      engines: { noble: () => hexOf(noble) },
    }));
  });
}
