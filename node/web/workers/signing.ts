import { bytesToHex, type Hex, hexToBytes } from 'viem';
import { type PublicKeys, type SignerSignature, signerOf, verifySignerSignature } from '../../protocol/call.ts';
import { NodeError } from '../../protocol/errors.ts';
import { openKeyFile } from '../../protocol/key-file.ts';
import type { KeySecrets } from '../../protocol/key-secrets.ts';
import { mlDsa65Signer } from '../../protocol/ml-dsa-signer.ts';
import { nobleEngine } from '../../protocol/signatures/noble.ts';
import type { SignStep, SubjectQuestion } from './sign-messages.ts';
import { subjectDigest } from './subject.ts';

/** A key file and its passphrase; neither leaves the tab. */
export interface LockedKeys {
  keyFile: string;
  passphrase: string;
}

/** Opens the key file, signs exactly this subject and forgets the keys. */
export async function signWithKeyFile(
  question: LockedKeys & SubjectQuestion,
  onStep: (step: SignStep) => void,
): Promise<SignerSignature> {
  onStep('opening');
  const secrets = await openSecrets(question);
  try {
    return signSubject(secrets, question, onStep);
  } finally {
    secrets.close();
  }
}

/** Throws KEY_FILE_MALFORMED and what `openKeyFile` throws. */
export function openSecrets({ keyFile, passphrase }: LockedKeys): Promise<KeySecrets> {
  return openKeyFile(parse(keyFile), passphrase);
}

/** Signs the digest of exactly this subject and checks the own signature before it is handed over. */
export function signSubject(
  secrets: KeySecrets,
  { subject, chainId, contracts, signers }: SubjectQuestion,
  onStep: (step: SignStep) => void,
): SignerSignature {
  const key = chooseKey(secrets, contracts, signers);

  onStep('signing');
  const digest = subjectDigest({ chainId, governor: contracts.governor }, subject);
  const signed = { signer: key.signer, signature: bytesToHex(key.sign(hexToBytes(digest))) };

  onStep('verifying');
  if (!verifySignerSignature(nobleEngine, digest, signed, key.publicKeys)) throw new NodeError('SIGNING_FAILED');
  return signed;
}

interface ChosenKey {
  signer: Hex;
  sign: (message: Uint8Array) => Uint8Array;
  publicKeys?: PublicKeys;
}

/** The file's SLH-DSA key where it may sign, else its ML-DSA key. KEY_NOT_A_SIGNER where neither may. */
function chooseKey(secrets: KeySecrets, contracts: SubjectQuestion['contracts'], signers: readonly Hex[]): ChosenKey {
  const maySign = (signer: Hex) => signers.some((known) => known.toLowerCase() === signer);
  const signer = signerOf(contracts.verifier, bytesToHex(secrets.authorityPublicKey));
  if (maySign(signer)) return { signer, sign: (message) => signSlhDsa(secrets, message) };
  const seed = secrets.mlDsa65AuthoritySeed();
  const publicKey = bytesToHex(nobleEngine.mlDsa65.publicKey(seed));
  const second = mlDsa65Signer(contracts, publicKey).signer;
  if (!maySign(second)) throw new NodeError('KEY_NOT_A_SIGNER');
  const sign = (message: Uint8Array) => nobleEngine.mlDsa65.sign(seed, message);
  return { signer: second, sign, publicKeys: { [second]: publicKey } };
}

function signSlhDsa(secrets: KeySecrets, message: Uint8Array): Uint8Array {
  const secretKey = secrets.authoritySecretKey();
  const signature = nobleEngine.sign(secretKey, message, crypto.getRandomValues(new Uint8Array(16)));
  secretKey.fill(0);
  return signature;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NodeError('KEY_FILE_MALFORMED', { field: 'file' }, error);
  }
}
