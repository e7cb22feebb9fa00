import { NodeError } from '../../protocol/errors.ts';
import type { CourtNews, CourtQuestion } from './court-messages.ts';

type Ended = Extract<CourtNews, { kind: 'ended' }>['outcome'];

/**
 * Asks a worker that is ended afterwards, and with it all memory that held a key. Aborting ends it at once: what was found is what
 * the news said so far.
 */
export function askCourt(
  question: CourtQuestion,
  onNews: (news: CourtNews) => void,
  signal?: AbortSignal,
): Promise<Ended> {
  const worker = new Worker(new URL('./court.ts', import.meta.url), { type: 'module' });
  const asking = new Promise<Ended>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<CourtNews>) => {
      if (data.kind === 'ended') resolve(data.outcome);
      else if (data.kind === 'error') reject(new NodeError(data.code, data.details));
      else onNews(data);
    });
    worker.addEventListener('error', () => reject(new NodeError('WORKER_FAILED')));
    signal?.addEventListener('abort', () => resolve('SEARCHED'));
    worker.postMessage(question);
  });
  return asking.finally(() => worker.terminate());
}
