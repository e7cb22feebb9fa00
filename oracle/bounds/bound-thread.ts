import { Worker } from 'node:worker_threads';
import type { ConstrainedCertificate } from '../../node/protocol/certificates/check.ts';
import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import type { BoundInput } from './bound-worker.ts';
import type { ProvenBound } from './diagonal-shift.ts';

/** A thread that proves ever better bounds beside a search. */
export interface BoundThread {
  /** The best proven so far. */
  best(): ProvenBound<ConstrainedCertificate> | undefined;
  /** Tells it of an energy that was found, below which alone it need search. */
  offer(energy: bigint): void;
  /** When it has proven all it can, or failed. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

export interface BoundEvents {
  /** Whether to go on proving until it is stopped. */
  readonly isPatient?: boolean;
  readonly onBetter?: (bound: bigint) => void;
  /** A sample met on the way. */
  readonly onSample?: (bits: Uint8Array, kind: ConstrainedCertificate['kind']) => void;
  /** It has proven that no sample meets every rule. */
  readonly onInfeasible?: () => void;
}

type Message = 'infeasible' | (ProvenBound<ConstrainedCertificate> & { readonly bits?: Uint8Array });

export function startBound(model: ConstrainedModel, events: BoundEvents = {}): BoundThread {
  const best64 = new BigInt64Array(new SharedArrayBuffer(8)).fill(2n ** 63n - 1n);
  const input: BoundInput = { model, best: best64, isPatient: events.isPatient === true };
  const worker = new Worker(new URL('./bound-worker.ts', import.meta.url), { workerData: input });
  let best: ProvenBound<ConstrainedCertificate> | undefined;
  worker.on('message', (message: Message) => {
    if (message === 'infeasible') {
      events.onInfeasible?.();
      return;
    }
    const { bound, certificate, bits } = message;
    if (bits !== undefined) events.onSample?.(bits, certificate.kind);
    if (best !== undefined && bound <= best.bound) return;
    best = { bound, certificate };
    events.onBetter?.(bound);
  });
  const done = new Promise<void>((resolve) => {
    worker.once('error', () => resolve());
    worker.once('exit', () => resolve());
  });
  return {
    best: () => best,
    offer: (energy) => {
      if (energy < Atomics.load(input.best, 0) && energy > -(2n ** 63n)) Atomics.store(input.best, 0, energy);
    },
    done,
    stop: async () => {
      await worker.terminate();
    },
  };
}
