import type { QuadraticForm } from './quadratic-form.ts';

/** Bits and their energy, without the form's offset. */
export interface QuadraticSample {
  readonly bits: Uint8Array;
  readonly energy: number;
}

export interface QuadraticAnswer extends QuadraticSample {
  readonly workDone: number;
}

export interface QuadraticOptions {
  /** Unsigned 32 bits. */
  readonly seed: number;
  /** About as many attempted flips; the same seed, work and elites give the same bits on every machine. */
  readonly workUnits: number;
  /** Good samples to start from, best first; the answer is no worse than the first. */
  readonly elites?: readonly QuadraticSample[];
  /** Asked every few milliseconds; when true the best so far is returned. */
  readonly shouldStop?: () => boolean;
}

/** Finds bits of low energy (after dimod's Sampler), in one go: run it on a worker thread. Passes quadraticSamplerBehavior. */
export interface QuadraticSampler {
  readonly name: string;
  sample(form: QuadraticForm, options: QuadraticOptions): QuadraticAnswer;
}

/** Attempted flips between two looks at the clock. */
export const workSlice = 1_000_000;
