import { createPrivateKey, createPublicKey, decapsulate, encapsulate } from 'node:crypto';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { bytesToHex, concat } from 'viem';
import { caseId, verdict } from './signature-cases.ts';
import { hexOf } from './signing-cases.ts';
import type { VectorCase } from './vector-case.ts';
import { bytesOf, type Fields, textOf, type VectorFile } from './vector-file.ts';

const algorithm = 'ML-KEM-768';

/** ML-KEM-768 of ACVP encapDecap and Wycheproof: ciphertext || secret from m, the secret from a ciphertext, checks of keys. */
export function kemCases({ tests }: VectorFile): VectorCase[] {
  return tests.flatMap(({ group, test }) => {
    if (textOf(group, 'parameterSet') !== algorithm) return [];
    const found = keyCheck(group, test) ?? encapsulation(test) ?? decapsulation(test);
    return found === undefined ? [] : [{ id: caseId(test), algorithm, ...found }];
  });
}

type Found = Omit<VectorCase, 'id' | 'algorithm'>;

function keyCheck(group: Fields, test: Fields): Found | undefined {
  if (typeof test.testPassed !== 'boolean') return undefined;
  const expected = verdict(test.testPassed);
  const ek = bytesOf(test, 'ek');
  const dk = bytesOf(test, 'dk');
  if (group.function === 'encapsulationKeyCheck' && ek !== undefined) {
    const engines = {
      noble: () => worked(() => ml_kem768.encapsulate(ek)),
      openssl: () => worked(() => encapsulate(publicKey(ek))),
    };
    return { operation: 'check of an encapsulation key', expected, engines };
  }
  if (group.function !== 'decapsulationKeyCheck' || dk === undefined) return undefined;
  const engines = { noble: () => worked(() => ml_kem768.decapsulate(new Uint8Array(1088), dk)) };
  return { operation: 'check of a decapsulation key', expected, engines };
}

function encapsulation(test: Fields): Found | undefined {
  const [ek, m, c, secret] = [bytesOf(test, 'ek'), bytesOf(test, 'm'), bytesOf(test, 'c'), bytesOf(test, 'k', 'K')];
  if (ek === undefined || m === undefined || c === undefined || secret === undefined) return undefined;
  const expected = test.result === 'invalid' ? 'refused' : bytesToHex(concat([c, secret]));
  const noble = () =>
    hexOf(() => {
      const { cipherText, sharedSecret } = ml_kem768.encapsulate(ek, m);
      return concat([cipherText, sharedSecret]);
    });
  return { operation: 'encapsulate', expected, engines: { noble } };
}

function decapsulation(test: Fields): Found | undefined {
  const [seed, dk, c, secret] = [
    bytesOf(test, 'seed'),
    bytesOf(test, 'dk'),
    bytesOf(test, 'c'),
    bytesOf(test, 'k', 'K'),
  ];
  if (c === undefined || secret === undefined || (seed === undefined && dk === undefined)) return undefined;
  const expected = test.result === 'invalid' ? 'refused' : bytesToHex(secret);
  const secretKey = () => dk ?? ml_kem768.keygen(seed).secretKey;
  const engines: VectorCase['engines'] = { noble: () => hexOf(() => ml_kem768.decapsulate(c, secretKey())) };
  if (seed !== undefined) engines.openssl = () => hexOf(() => new Uint8Array(decapsulate(privateKey(seed), c)));
  return { operation: 'decapsulate', expected, engines };
}

function worked(action: () => unknown): string {
  try {
    action();
    return verdict(true);
  } catch {
    return verdict(false);
  }
}

function publicKey(ek: Uint8Array) {
  return createPublicKey({ key: Buffer.from(ek), format: 'raw-public', asymmetricKeyType: 'ml-kem-768' });
}

function privateKey(seed: Uint8Array) {
  return createPrivateKey({ key: Buffer.from(seed), format: 'raw-seed', asymmetricKeyType: 'ml-kem-768' });
}
