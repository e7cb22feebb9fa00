import { parentPort, workerData } from 'node:worker_threads';
import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import { isNodeError } from '../../node/protocol/errors.ts';
import { proveBounds } from './prove-bound.ts';

/** `best[0]`: the least energy found elsewhere, the largest int64 while there is none. */
export interface BoundInput {
  readonly model: ConstrainedModel;
  readonly best: BigInt64Array;
  /** Whether to go on until it is stopped. */
  readonly isPatient: boolean;
}

export const noEnergy = 2n ** 63n - 1n;

const { model, best, isPatient }: BoundInput = workerData;
const cutoff = () => {
  const energy = Atomics.load(best, 0);
  return energy === noEnergy ? undefined : energy;
};

try {
  for await (const proven of proveBounds(model, { cutoff, isPatient })) parentPort?.postMessage(proven);
} catch (error) {
  if (!isNodeError(error, 'MODEL_INFEASIBLE')) throw error;
  parentPort?.postMessage('infeasible');
}
