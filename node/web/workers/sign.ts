import { bytesToHex, type Hex, hexToBytes } from 'viem';
import { type PublicKeys, type SignerSignature, signerOf, verifySignerSignature } from '../../protocol/call.ts';
import { isNodeError, NodeError } from '../../protocol/errors.ts';
import { openKeyFile } from '../../protocol/key-file.ts';
import type { KeySecrets } from '../../protocol/key-secrets.ts';
import { mlDsa65Signer } from '../../protocol/ml-dsa-signer.ts';
import { nobleEngine } from '../../protocol/signatures/noble.ts';
import type { SignNews, SignQuestion, SubjectQuestion } from './sign-messages.ts';
import { subjectDigest } from './subject.ts';

/** The opened key file; it is gone when the page ends this worker. */
let opened: KeySecrets | undefined;

addEventListener('message', ({ data }: MessageEvent<SignQuestion>) => {
  void answer(data);
});

async function answer(question: SignQuestion): Promise<void> {
  try {
    if (question.kind === 'open') await open(question);
    else if (question.kind === 'subject') tell({ kind: 'signed', signature: sign(question) });
    else tell({ kind: 'requestSigned', signature: signRequest(question.base) });
  } catch (error) {
    if (isNodeError(error)) tell({ kind: 'error', code: error.code, details: error.details });
    else tell({ kind: 'error', code: 'SIGNING_FAILED', details: {} });
  }
}

async function open({ keyFile, passphrase }: { keyFile: string; passphrase: string }): Promise<void> {
  tell({ kind: 'step', step: 'opening' });
  opened = await openKeyFile(parse(keyFile), passphrase);
  const seed = opened.mlDsa65Seed();
  const requestKey = bytesToHex(nobleEngine.mlDsa65.publicKey(seed));
  seed.fill(0);
  tell({ kind: 'opened', requestKey });
}

function requireOpened(): KeySecrets {
  if (opened === undefined) throw new NodeError('SIGNING_FAILED');
  return opened;
}

/** Signs the digest of exactly this subject and checks the own signature before it is handed over. */
function sign({ subject, chainId, contracts, signers }: SubjectQuestion): SignerSignature {
  const key = chooseKey(requireOpened(), contracts, signers);

  tell({ kind: 'step', step: 'signing' });
  const digest = subjectDigest({ chainId, governor: contracts.governor }, subject);
  const signed = { signer: key.signer, signature: bytesToHex(key.sign(hexToBytes(digest))) };

  tell({ kind: 'step', step: 'verifying' });
  if (!verifySignerSignature(nobleEngine, digest, signed, key.publicKeys)) throw new NodeError('SIGNING_FAILED');
  return signed;
}

/** By the key for requests alone: it can never speak for the account's own signers. */
function signRequest(base: Uint8Array): Uint8Array {
  const seed = requireOpened().mlDsa65Seed();
  const signature = nobleEngine.mlDsa65.sign(seed, base);
  seed.fill(0);
  return signature;
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

function tell(news: SignNews): void {
  postMessage(news);
}
