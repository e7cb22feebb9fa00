import type { SignerSignature } from '../../protocol/call.ts';
import { NodeError } from '../../protocol/errors.ts';
import type { SignNews, SignQuestion, SignStep } from './sign-messages.ts';

/** Signs in a worker that is ended afterwards, and with it all memory that held the key. */
export function signSubject(question: SignQuestion, onStep: (step: SignStep) => void): Promise<SignerSignature> {
  const worker = new Worker(new URL('./sign.ts', import.meta.url), { type: 'module' });
  const signing = new Promise<SignerSignature>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<SignNews>) => {
      if (data.kind === 'step') onStep(data.step);
      else if (data.kind === 'signed') resolve(data.signature);
      else reject(new NodeError(data.code, data.details));
    });
    worker.addEventListener('error', () => reject(new NodeError('WORKER_FAILED')));
    worker.postMessage(question);
  });
  return signing.finally(() => worker.terminate());
}
