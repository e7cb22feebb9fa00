import { energyOfBits } from '../../node/protocol/constrained-energy.ts';
import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import type { Attribution } from '../../node/protocol/report.ts';
import { formOf } from '../portfolio/form-of-model.ts';
import { searchPortfolio } from '../portfolio/portfolio.ts';

/** A decision's search is planned by work alone: so many jobs side by side, so many barriers, whatever the machine. */
const threads = 2;
const epochs = 1;

export interface PlannedSearch {
  readonly model: ConstrainedModel;
  /** Where to start, as bits. */
  readonly initial: Uint8Array;
  readonly seed: number;
  readonly workUnits: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((part: number) => void) | undefined;
  readonly onCost?: ((component: string, cpuSeconds: number) => void) | undefined;
}

export interface PlannedAnswer {
  readonly bits: Uint8Array;
  readonly energy: bigint;
  /** One entry per job, with what it gained over the best before it, exactly. */
  readonly attribution: readonly Attribution[];
  readonly workDone: number;
}

/** Runs the portfolio on a plan that its seed and work fix: the same model, start, seed and work give the same answer anywhere. */
export async function searchByPlan({ model, initial, ...options }: PlannedSearch): Promise<PlannedAnswer> {
  const { jobs, workDone } = await searchPortfolio({
    ...options,
    form: formOf(model, undefined).form,
    initial,
    threads,
    epochs,
    workUnits: undefined,
    jobWork: Math.floor(options.workUnits / (threads * epochs)),
    onEpoch: (progress) => options.onProgress?.(progress.epochs / epochs),
  });
  let best = { bits: initial, energy: energyOfBits(model, initial) };
  const attribution = jobs.map(({ component, seed, workUnits, bits }): Attribution => {
    const energy = bits === undefined ? best.energy : energyOfBits(model, bits);
    const improvement = energy < best.energy ? best.energy - energy : 0n;
    if (bits !== undefined && improvement > 0n) best = { bits, energy };
    return { component, improvement, seed, workUnits };
  });
  return { ...best, attribution, workDone };
}
