import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import { scoreChoices } from '../../node/protocol/energy.ts';
import type { Attribution } from '../../node/protocol/report.ts';
import { annealer, type Heat } from '../samplers/annealer.ts';
import type { Sample } from '../samplers/sampler.ts';

export interface PortfolioInput {
  readonly model: ConstrainedModel;
  /** Everybody on the route that looks best alone. */
  readonly start: readonly number[];
  /** The rounded relaxation, and the work it took. */
  readonly relaxed: { readonly choices: readonly number[]; readonly workUnits: number };
  readonly seed: number;
  readonly workUnits: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((part: number) => void) | undefined;
  /** Called around each component's work, to measure what it costs. */
  readonly measure: <T>(component: string, work: () => Promise<T>) => Promise<T>;
}

export interface PortfolioAnswer extends Sample {
  readonly attribution: readonly Attribution[];
  readonly workDone: number;
}

/**
 * Rounds the relaxation, then anneals twice with half of the work each: warm from there, hot from the start. Each component is
 * credited with what it gained over the best before it, so that the gains add up.
 */
export async function runPortfolio(input: PortfolioInput): Promise<PortfolioAnswer> {
  const { model, start, relaxed, seed } = input;
  const first: Sample = { choices: start, energy: scoreChoices(model, start) };
  const rounded: Sample = { choices: relaxed.choices, energy: scoreChoices(model, relaxed.choices) };
  const half = Math.floor(input.workUnits / 2);
  const warmStart = betterOf(first, rounded);
  const warm = await runAnnealer(input, {
    heat: 'warm',
    seed,
    workUnits: input.workUnits - half,
    from: warmStart,
    before: 0,
  });
  const hotSeed = (seed ^ 0x9e3779b9) >>> 0;
  const hot =
    half === 0
      ? undefined
      : await runAnnealer(input, { heat: 'hot', seed: hotSeed, workUnits: half, from: first, before: 0.5 });
  const found = [
    { component: 'relaxation', sample: rounded, seed, workUnits: relaxed.workUnits },
    { component: 'annealer/warm', sample: warm.sample, seed, workUnits: warm.workDone },
    ...(hot === undefined
      ? []
      : [{ component: 'annealer/hot', sample: hot.sample, seed: hotSeed, workUnits: hot.workDone }]),
  ];
  let best = first;
  const attribution = found.map(({ component, sample, ...rest }) => {
    const improvement = sample.energy < best.energy ? best.energy - sample.energy : 0n;
    best = betterOf(best, sample);
    return { component, improvement, ...rest };
  });
  return { ...best, attribution, workDone: warm.workDone + (hot?.workDone ?? 0) };
}

interface Run {
  readonly heat: Heat;
  readonly seed: number;
  readonly workUnits: number;
  readonly from: Sample;
  /** Part of the whole work that lies before this run. */
  readonly before: number;
}

async function runAnnealer(
  { model, signal, onProgress, measure }: PortfolioInput,
  { heat, seed, workUnits, from, before }: Run,
): Promise<{ sample: Sample; workDone: number }> {
  const { samples, workDone } = await measure(`annealer/${heat}`, () =>
    annealer({ heat }).sample(model, {
      seed,
      workUnits,
      initial: from.choices,
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress: (part: number) => onProgress(before + part / 2) }),
    }),
  );
  return { sample: samples[0], workDone };
}

function betterOf(a: Sample, b: Sample): Sample {
  return b.energy < a.energy ? b : a;
}
