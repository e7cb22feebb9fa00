import { bytesToHex } from 'viem';
import { type KnownAlgorithm, nobleOf } from '../assurance/algorithms.ts';
import { formatted, type Message } from './messages.ts';
import { algorithmOf, caseId, messageOf, verification } from './signature-cases.ts';
import type { Outcome, VectorCase } from './vector-case.ts';
import { bytesOf, type Fields, type VectorFile } from './vector-file.ts';

/**
 * Signatures to be made again, byte for byte, where the file gives key and randomness: by noble alone, as OpenSSL draws its
 * own. Where the file gives no signature, what noble signs is judged by every engine.
 */
export function signingCases(vectors: VectorFile): VectorCase[] {
  return vectors.tests.flatMap(({ group, test }) => {
    const algorithm = algorithmOf(vectors.header, group);
    const message = algorithm === undefined ? undefined : messageOf(vectors.header, group, test);
    if (algorithm === undefined || message === undefined) return [];
    // A test of verification holds the secret key too, and not the randomness.
    if (test.testPassed !== undefined || group.type === 'MlDsaVerify') return [];
    const secretKey = secretKeyOf(algorithm, group, test);
    if (secretKey === undefined) return [];
    const random = bytesOf(test, 'rnd', 'additionalRandomness', 'entropy');
    const sign = () => signed(algorithm, message, secretKey(), random);
    const given = bytesOf(test, 'signature', 'sig');
    if (given === undefined) return [promptCase(caseId(test), algorithm, message, secretKey, sign)];
    const expected = test.result === 'invalid' ? 'refused' : bytesToHex(given);
    return [{ id: caseId(test), algorithm, operation: 'sign', expected, engines: { noble: () => hexOf(sign) } }];
  });
}

function promptCase(
  id: string,
  algorithm: KnownAlgorithm,
  message: Message,
  secretKey: () => Uint8Array,
  sign: () => Uint8Array,
): VectorCase {
  let signature: Uint8Array | undefined;
  const judge = () => {
    signature ??= sign();
    const publicKey = nobleOf[algorithm].getPublicKey(secretKey());
    return verification(id, { algorithm, publicKey, message, signature, expected: true }).engines;
  };
  const known = verification(id, {
    algorithm,
    publicKey: new Uint8Array(),
    message,
    signature: new Uint8Array(),
    expected: true,
  });
  const engines: VectorCase['engines'] = {};
  if (known.engines.solidity !== undefined)
    engines.solidity = async (solidity) => (await judge().solidity?.(solidity)) ?? 'refused';
  if (known.engines.openssl !== undefined)
    engines.openssl = async (solidity) => (await judge().openssl?.(solidity)) ?? 'refused';
  if (known.engines.noble !== undefined)
    engines.noble = async (solidity) => (await judge().noble?.(solidity)) ?? 'refused';
  return { ...known, operation: `sign, then ${known.operation}`, engines };
}

/** The expanded secret key, given or made from its seed; undefined where there is none. */
function secretKeyOf(algorithm: KnownAlgorithm, group: Fields, test: Fields): (() => Uint8Array) | undefined {
  const given = bytesOf(test, 'sk', 'priv') ?? bytesOf(group, 'privateKey');
  if (given !== undefined) return () => given;
  const seed = bytesOf(group, 'privateSeed');
  return seed === undefined ? undefined : () => nobleOf[algorithm].keygen(seed).secretKey;
}

function signed(algorithm: KnownAlgorithm, message: Message, secretKey: Uint8Array, random?: Uint8Array): Uint8Array {
  const options = { extraEntropy: random ?? (false as const) };
  if (message.form === 'mu') {
    if (algorithm !== 'ML-DSA-44' && algorithm !== 'ML-DSA-65') throw new RangeError('SLH-DSA knows no mu');
    return nobleOf[algorithm].internal.sign(message.mu, secretKey, { ...options, externalMu: true });
  }
  const bytes = formatted(message);
  if (bytes === undefined) throw new RangeError('there is no M\u2032');
  return nobleOf[algorithm].internal.sign(bytes, secretKey, options);
}

/** The bytes as hex; 'refused' where there are none. */
export function hexOf(bytes: () => Uint8Array): Outcome {
  try {
    return bytesToHex(bytes());
  } catch {
    return 'refused';
  }
}
