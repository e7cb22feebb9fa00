import { NodeError } from '../../protocol/errors.ts';
import type { AuditNews, AuditProgress, AuditQuestion, AuditResult } from './audit-messages.ts';

/** Audits a receipt in a worker of its own, which ends with the answer. Throws a NodeError for what is no receipt. */
export function runAudit(question: AuditQuestion, onProgress: (progress: AuditProgress) => void): Promise<AuditResult> {
  const worker = new Worker(new URL('./audit.ts', import.meta.url), { type: 'module' });
  const result = new Promise<AuditResult>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<AuditNews>) => {
      if (data.kind === 'progress') onProgress(data.progress);
      else if (data.kind === 'result') resolve(data.result);
      else reject(new NodeError(data.code, data.details));
    });
    worker.addEventListener('error', () => reject(new NodeError('WORKER_FAILED')));
    worker.postMessage(question);
  });
  return result.finally(() => worker.terminate());
}
