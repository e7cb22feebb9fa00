import type { Hex } from 'viem';
import type { SignerSignature } from '../../protocol/call.ts';
import { NodeError } from '../../protocol/errors.ts';
import type { SignNews, SignQuestion, SignStep, SubjectQuestion } from './sign-messages.ts';

/** An opened key file. It is in the memory of a worker, which `close` ends. */
export interface OpenKeys {
  /** ML-DSA-65, for requests to the node (RFC 9421). */
  requestKey: Hex;
  signSubject(question: SubjectQuestion): Promise<SignerSignature>;
  /** Over the signature base of a request. */
  signRequest(base: Uint8Array): Promise<Uint8Array>;
  close(): void;
}

/** Opens a key file in a worker. One thing is signed at a time. */
export async function openKeys(
  file: { keyFile: string; passphrase: string },
  onStep: (step: SignStep) => void,
): Promise<OpenKeys> {
  const worker = new Worker(new URL('./sign.ts', import.meta.url), { type: 'module' });
  const ask = (question: SignQuestion): Promise<SignNews> =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<SignNews>) => {
        if (data.kind === 'step') onStep(data.step);
        else if (data.kind === 'error') reject(new NodeError(data.code, data.details));
        else resolve(data);
      };
      worker.onerror = () => reject(new NodeError('WORKER_FAILED'));
      worker.postMessage(question);
    });
  try {
    const opened = await ask({ kind: 'open', ...file });
    if (opened.kind !== 'opened') throw new NodeError('WORKER_FAILED');
    return {
      requestKey: opened.requestKey,
      async signSubject(question) {
        const news = await ask({ kind: 'subject', ...question });
        if (news.kind !== 'signed') throw new NodeError('WORKER_FAILED');
        return news.signature;
      },
      async signRequest(base) {
        const news = await ask({ kind: 'request', base });
        if (news.kind !== 'requestSigned') throw new NodeError('WORKER_FAILED');
        return news.signature;
      },
      close: () => worker.terminate(),
    };
  } catch (error) {
    worker.terminate();
    throw error;
  }
}
