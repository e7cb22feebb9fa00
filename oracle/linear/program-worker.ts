import { parentPort, workerData } from 'node:worker_threads';
import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import { isNodeError } from '../../node/protocol/errors.ts';
import { bitsOfProgram, type LinearLowering, lowerLinear } from '../../node/protocol/lowerings/linear.ts';
import { conflictOf } from './conflict.ts';
import { highs } from './highs.ts';
import type { ProgramMessage } from './program-thread.ts';
import { solveProgram } from './solve-program.ts';

export interface ProgramInput {
  readonly model: ConstrainedModel;
  /** Seconds. */
  readonly timeLimit: number;
}

const { model, timeLimit }: ProgramInput = workerData;
const post = (message: ProgramMessage) => parentPort?.postMessage(message);

const engine = await highs();
const lowering = lowerOrRefuse();
const program = lowering?.program;
const solution =
  lowering === undefined || program === undefined
    ? undefined
    : solveProgram(engine, program, {
        timeLimit,
        onBetter: (values) => post({ kind: 'sample', bits: bitsOfProgram(lowering, values) }),
      });
if (solution?.values === undefined) {
  const conflict = await conflictOf(engine, model);
  if (conflict !== undefined) post({ kind: 'conflict', conflict });
}
if (solution !== undefined) post({ kind: 'end', claim: solution.claim, claimedBound: solution.claimedBound });

function lowerOrRefuse(): LinearLowering | undefined {
  try {
    return lowerLinear(model);
  } catch (error) {
    if (!isNodeError(error, 'MODEL_NOT_LINEAR')) throw error;
    post({ kind: 'refused', reason: error.message });
    return undefined;
  }
}
