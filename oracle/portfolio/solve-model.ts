import { type ConstrainedCertificate, checkConstrainedCertificate } from '../../node/protocol/certificates/check.ts';
import { packBits, scoreConstrained, violationOf } from '../../node/protocol/constrained-energy.ts';
import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import { lowerToQuadratic, type QuadraticLowering } from '../../node/protocol/lowerings/quadratic.ts';
import { startBound } from '../bounds/bound-thread.ts';
import type { ProvenBound } from '../bounds/diagonal-shift.ts';
import { simpleBound } from '../bounds/prove-bound.ts';
import { quadraticForm } from '../samplers/quadratic/quadratic-form.ts';
import { type ComponentShare, type PortfolioAnswer, type StopReason, searchPortfolio } from './portfolio.ts';

export interface SolveModelOptions {
  readonly seed: number;
  readonly threads: number;
  /** Wall time for search and proof; the answer is checked again after it. */
  readonly seconds?: number | undefined;
  readonly workUnits?: number | undefined;
  readonly epochs?: number | undefined;
  /** Energy, as the model counts it. */
  readonly target?: bigint | undefined;
  readonly only?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onBetter?: (progress: { energy: bigint; seconds: number }) => void;
}

export interface SolvedModel {
  readonly sample: Uint8Array;
  readonly energy: bigint;
  readonly bound: bigint;
  readonly certificate: ConstrainedCertificate;
  /** Proven: the certificate's bound is this very energy. Else the sample is the best known to us, no more. */
  readonly optimality: 'proven' | 'open';
  readonly stoppedBy: StopReason | 'time';
  readonly epochs: number;
  readonly workDone: number;
  readonly seconds: number;
  /** Until the barrier that had the best. */
  readonly secondsToBest: number;
  readonly attribution: readonly ComponentShare[];
}

/**
 * Searches and proves at the same time, then checks its own answer with the protocol's score and checker. The same seed, threads and
 * epochs give the same sample. Throws MODEL_NOT_QUADRATIC, MODEL_INFEASIBLE, COMPONENT_UNKNOWN, and SOLVING_FOUND_NONE with the
 * rule that the best found breaks.
 */
export async function solveModel(model: ConstrainedModel, options: SolveModelOptions): Promise<SolvedModel> {
  const started = performance.now();
  const elapsed = () => (performance.now() - started) / 1000;
  const lowering = lowered(model);
  const form = quadraticForm(lowering.model);
  const time = options.seconds === undefined ? undefined : AbortSignal.timeout(Math.ceil(1000 * options.seconds));
  const signal = AbortSignal.any([time, options.signal].filter((one) => one !== undefined));
  const thread = startBound(model);
  let best: { energy: number; seconds: number } = { energy: Number.POSITIVE_INFINITY, seconds: 0 };
  try {
    const answer = await searchPortfolio({
      ...options,
      form,
      signal,
      target: options.target === undefined ? undefined : Number(options.target - form.offset),
      provenBound: () => {
        const proven = thread.best();
        return proven === undefined ? undefined : Number(proven.bound - form.offset);
      },
      onEpoch: ({ energy }) => {
        if (energy >= best.energy) return;
        best = { energy, seconds: elapsed() };
        options.onBetter?.({ energy: BigInt(energy) + form.offset, seconds: best.seconds });
      },
    });
    const seconds = elapsed();
    if (answer.stoppedBy !== 'optimum') await Promise.race([thread.done, aborted(signal)]);
    const checked = checkAnswer(model, lowering, answer, thread.best() ?? simpleBound(model));
    const stoppedBy = answer.stoppedBy === 'signal' && time?.aborted === true ? 'time' : answer.stoppedBy;
    const { epochs, workDone, attribution } = answer;
    const secondsToBest = Number.isFinite(best.energy) ? best.seconds : seconds;
    return { ...checked, stoppedBy, epochs, workDone, seconds, secondsToBest, attribution };
  } finally {
    await thread.stop();
  }
}

/** A model that has free bits alone already stands as it is. */
function lowered(model: ConstrainedModel): QuadraticLowering {
  const isFree = model.groups.length + model.terms.length + model.constraints.length === 0;
  return isFree ? { model, variables: model.binaries, penalties: [] } : lowerToQuadratic(model);
}

function checkAnswer(
  model: ConstrainedModel,
  { variables }: QuadraticLowering,
  { bits, energy }: PortfolioAnswer,
  { bound, certificate }: ProvenBound<ConstrainedCertificate>,
): Pick<SolvedModel, 'sample' | 'energy' | 'bound' | 'certificate' | 'optimality'> {
  const own = bits.subarray(0, variables);
  const violation = violationOf(model, own);
  if (violation !== undefined) throw new NodeError('SOLVING_FOUND_NONE', { ...violation });
  const sample = packBits(own);
  const scored = scoreConstrained(model, sample);
  const checkedBound = checkConstrainedCertificate(model, certificate);
  if (checkedBound !== bound || scored < bound) {
    throw new NodeError('SOLVER_WRONG', { scored, searched: energy, bound, checkedBound });
  }
  return { sample, energy: scored, bound, certificate, optimality: scored === bound ? 'proven' : 'open' };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
