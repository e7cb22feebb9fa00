import { Worker } from 'node:worker_threads';
import type { ConstrainedCertificate } from '../../node/protocol/certificates/check.ts';
import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import type { ProvenBound } from './diagonal-shift.ts';

export interface BoundThread {
  /** The bound once it is proven; `undefined` when the thread was stopped or could not. */
  readonly proven: Promise<ProvenBound<ConstrainedCertificate> | undefined>;
  stop(): Promise<void>;
}

/** Proves a bound beside a search. */
export function startBound(model: ConstrainedModel): BoundThread {
  const worker = new Worker(new URL('./bound-worker.ts', import.meta.url), { workerData: model });
  const proven = new Promise<ProvenBound<ConstrainedCertificate> | undefined>((resolve) => {
    worker.once('message', resolve);
    worker.once('error', () => resolve(undefined));
    worker.once('exit', () => resolve(undefined));
  });
  return {
    proven,
    stop: async () => {
      await worker.terminate();
    },
  };
}
