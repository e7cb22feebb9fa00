import { bytesToHex, hexToBytes } from 'viem';
import { type SignerSignature, signerOf, verifySignerSignature } from '../../protocol/call.ts';
import { isNodeError, NodeError } from '../../protocol/errors.ts';
import { openKeyFile } from '../../protocol/key-file.ts';
import { nobleEngine } from '../../protocol/signatures/noble.ts';
import type { SignNews, SignQuestion } from './sign-messages.ts';
import { subjectDigest } from './subject.ts';

addEventListener('message', ({ data }: MessageEvent<SignQuestion>) => {
  void answer(data);
});

async function answer(question: SignQuestion): Promise<void> {
  try {
    tell({ kind: 'signed', signature: await sign(question) });
  } catch (error) {
    if (isNodeError(error)) tell({ kind: 'error', code: error.code, details: error.details });
    else tell({ kind: 'error', code: 'SIGNING_FAILED', details: {} });
  }
}

/** Opens the key file, signs the digest of exactly this subject and checks the own signature before it is handed over. */
async function sign(question: SignQuestion): Promise<SignerSignature> {
  const { keyFile, passphrase, verifier, signers } = question;
  tell({ kind: 'step', step: 'opening' });
  const secrets = await openKeyFile(parse(keyFile), passphrase);
  try {
    const signer = signerOf(verifier, bytesToHex(secrets.authorityPublicKey));
    if (!signers.some((known) => known.toLowerCase() === signer)) throw new NodeError('KEY_NOT_A_SIGNER');

    tell({ kind: 'step', step: 'signing' });
    const digest = subjectDigest(question, question.subject);
    const secretKey = secrets.authoritySecretKey();
    const random = crypto.getRandomValues(new Uint8Array(16));
    const signature = bytesToHex(nobleEngine.sign(secretKey, hexToBytes(digest), random));
    secretKey.fill(0);

    tell({ kind: 'step', step: 'verifying' });
    const signed = { signer, signature };
    if (!verifySignerSignature(nobleEngine, digest, signed)) throw new NodeError('SIGNING_FAILED');
    return signed;
  } finally {
    secrets.close();
  }
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
