import { bytesToHex } from 'viem';
import { isOnChain, type KnownAlgorithm, nobleAccepts, nobleOf, opensslAccepts } from '../assurance/algorithms.ts';
import { digestOf, formatted, type Message } from './messages.ts';
import type { Outcome, VectorCase } from './vector-case.ts';
import { bytesOf, type Fields, textOf, type VectorFile } from './vector-file.ts';

const nothing = new Uint8Array();

/** A signature to be judged: of ACVP sigVer and sigGen, Wycheproof verify and sign, BoringSSL sigver, siggen and prehash. */
export function signatureCases(vectors: VectorFile): VectorCase[] {
  return signatureVectors(vectors).map(({ id, judged }) => verification(id, judged));
}

export function signatureVectors(vectors: VectorFile): { id: string; judged: Judged }[] {
  return vectors.tests.flatMap(({ group, test }) => {
    const algorithm = algorithmOf(vectors.header, group);
    const message = algorithm === undefined ? undefined : messageOf(vectors.header, group, test);
    if (algorithm === undefined || message === undefined) return [];
    const signature = bytesOf(test, 'signature', 'sig');
    const publicKey = publicKeyOf(algorithm, group, test);
    if (signature === undefined || publicKey === undefined) return [];
    // A test of signing that must fail has no signature to judge.
    const isSigning = group.type === 'MlDsaSign';
    if (isSigning && test.result !== 'valid') return [];
    return [{ id: caseId(test), judged: { algorithm, publicKey, message, signature, expected: expectedOf(test) } }];
  });
}

export interface Judged {
  algorithm: KnownAlgorithm;
  publicKey: Uint8Array;
  message: Message;
  signature: Uint8Array;
  expected: boolean | undefined;
}

export function verification(id: string, judged: Judged): VectorCase {
  const { algorithm, publicKey, message, signature, expected } = judged;
  const bytes = formatted(message);
  const engines: VectorCase['engines'] = {};
  if (isOnChain(algorithm) && message.form !== 'mu') {
    // No M': nothing that the contract could be asked.
    engines.solidity = async (solidity) =>
      bytes === undefined ? 'refused' : solidity.verifyMessage(algorithm, publicKey, bytes, signature);
  }
  if (message.form === 'pure') {
    const signed = { publicKey, message: message.message, signature, context: message.context };
    engines.openssl = () => verdict(opensslAccepts(algorithm, signed));
    engines.noble = () => verdict(nobleAccepts(algorithm, signed));
  } else {
    engines.noble = () => verdict(nobleAcceptsInternal(judged, bytes));
  }
  const outcome = expected === undefined ? undefined : verdict(expected);
  return { id, algorithm, operation: `verify ${message.form}`, expected: outcome, engines };
}

function nobleAcceptsInternal({ algorithm, message, publicKey, signature }: Judged, bytes?: Uint8Array): boolean {
  try {
    if (message.form === 'mu') {
      if (algorithm !== 'ML-DSA-44' && algorithm !== 'ML-DSA-65') return false;
      return nobleOf[algorithm].internal.verify(signature, message.mu, publicKey, { externalMu: true });
    }
    return bytes !== undefined && nobleOf[algorithm].internal.verify(signature, bytes, publicKey);
  } catch {
    return false;
  }
}

export function verdict(isAccepted: boolean): Outcome {
  return isAccepted ? 'accepted' : 'refused';
}

export function caseId(test: Fields): string {
  const { tcId } = test;
  return typeof tcId === 'number'
    ? String(tcId)
    : bytesToHex(bytesOf(test, 'sig', 'pub', 'seed', 'pk') ?? nothing).slice(2, 14);
}

/** 'ML-DSA-44' and so on, from ACVP's and BoringSSL's groups or Wycheproof's header; undefined for any other. */
export function algorithmOf(header: Fields, group: Fields): KnownAlgorithm | undefined {
  const name = textOf(group, 'parameterSet') ?? textOf(header, 'algorithm');
  return name !== undefined && isKnown(name) ? name : undefined;
}

function isKnown(name: string): name is KnownAlgorithm {
  return Object.hasOwn(nobleOf, name);
}

/** The message with its form, as the three origins say it. */
export function messageOf(header: Fields, group: Fields, test: Fields): Message | undefined {
  const message = bytesOf(test, 'message', 'msg');
  const context = bytesOf(test, 'context', 'ctx') ?? nothing;
  const mu = bytesOf(test, 'mu');
  if (message === undefined) return mu === undefined ? undefined : { form: 'mu', mu };
  // BoringSSL: `hash` names what the message was hashed with before.
  const digested = textOf(test, 'hash')?.replace(/^SHA-/, 'SHA2-');
  if (digested !== undefined) return { form: 'preHash', hash: digested, digest: message, context };
  const isInternal = group.signatureInterface === 'internal' || textOf(header, 'interface')?.includes('internal');
  if (isInternal) return { form: 'internal', message };
  if (/^preHash$/i.test(textOf(group, 'preHash') ?? '')) {
    const hash = textOf(test, 'hashAlg') ?? '';
    const digest = digestOf(hash, message);
    return digest === undefined ? undefined : { form: 'preHash', hash, digest, context };
  }
  return { form: 'pure', message, context };
}

/** As given, or what the secret key holds of it. */
function publicKeyOf(algorithm: KnownAlgorithm, group: Fields, test: Fields): Uint8Array | undefined {
  const given = bytesOf(test, 'pk', 'pub') ?? bytesOf(group, 'publicKey');
  if (given !== undefined) return given;
  const secretKey = bytesOf(test, 'sk', 'priv');
  return secretKey === undefined ? undefined : nobleOf[algorithm].getPublicKey(secretKey);
}

/** What the file says of a signature; a generated one is valid. */
function expectedOf(test: Fields): boolean {
  if (typeof test.testPassed === 'boolean') return test.testPassed;
  if (typeof test.result === 'string') return test.result === 'valid';
  if (test.valid !== undefined) return String(test.valid) === 'true';
  return true;
}
