import { parentPort, workerData } from 'node:worker_threads';
import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import { proveBounds } from './prove-bound.ts';

const model: ConstrainedModel = workerData;
for (const proven of proveBounds(model)) parentPort?.postMessage(proven);
