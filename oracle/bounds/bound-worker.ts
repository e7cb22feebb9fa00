import { parentPort, workerData } from 'node:worker_threads';
import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import { proveBound } from './prove-bound.ts';

const model: ConstrainedModel = workerData;
parentPort?.postMessage(proveBound(model));
