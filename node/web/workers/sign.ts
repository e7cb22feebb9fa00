import { bytesToHex } from 'viem';
import { isNodeError, NodeError } from '../../protocol/errors.ts';
import type { KeySecrets } from '../../protocol/key-secrets.ts';
import { nobleEngine } from '../../protocol/signatures/noble.ts';
import type { SignNews, SignQuestion, SignStep } from './sign-messages.ts';
import { type LockedKeys, openSecrets, signSubject } from './signing.ts';

/** The opened key file; it is gone when the page ends this worker. */
let opened: KeySecrets | undefined;

addEventListener('message', ({ data }: MessageEvent<SignQuestion>) => {
  void answer(data);
});

async function answer(question: SignQuestion): Promise<void> {
  try {
    if (question.kind === 'open') await open(question);
    else if (question.kind === 'request') tell({ kind: 'requestSigned', signature: signRequest(question.base) });
    else tell({ kind: 'signed', signature: signSubject(requireOpened(), question, tellStep) });
  } catch (error) {
    if (isNodeError(error)) tell({ kind: 'error', code: error.code, details: error.details });
    else tell({ kind: 'error', code: 'SIGNING_FAILED', details: {} });
  }
}

async function open(keys: LockedKeys): Promise<void> {
  tellStep('opening');
  opened = await openSecrets(keys);
  const seed = opened.mlDsa65Seed();
  const requestKey = bytesToHex(nobleEngine.mlDsa65.publicKey(seed));
  seed.fill(0);
  tell({ kind: 'opened', requestKey });
}

function requireOpened(): KeySecrets {
  if (opened === undefined) throw new NodeError('SIGNING_FAILED');
  return opened;
}

/** By the key for requests alone: it can never speak for the account's own signers. */
function signRequest(base: Uint8Array): Uint8Array {
  const seed = requireOpened().mlDsa65Seed();
  const signature = nobleEngine.mlDsa65.sign(seed, base);
  seed.fill(0);
  return signature;
}

function tellStep(step: SignStep): void {
  tell({ kind: 'step', step });
}

function tell(news: SignNews): void {
  postMessage(news);
}
