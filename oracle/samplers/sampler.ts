import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';

/** One sample: the chosen index per group, and its exact energy. */
export interface Sample {
  readonly choices: readonly number[];
  readonly energy: bigint;
}

/** Samples in ascending energy, at least one. */
export interface SampleSet {
  readonly samples: readonly [Sample, ...Sample[]];
  /** Attempted moves, at most the work units asked for. */
  readonly workDone: number;
}

export interface SampleOptions {
  /** Unsigned 32 bits. */
  readonly seed: number;
  /** Attempted moves; the same seed and work give the same samples on every machine. */
  readonly workUnits: number;
  /** Where to start; else every group's first variable. Never returned worse. */
  readonly initial?: readonly number[];
  /** Aborting rejects with SOLVING_ABORTED. */
  readonly signal?: AbortSignal;
  /** Part of the work done, 0 to 1. */
  readonly onProgress?: (part: number) => void;
}

/** Finds samples of low energy (after dimod's Sampler). Every implementation passes samplerBehavior. */
export interface Sampler {
  readonly name: string;
  sample(model: ConstrainedModel, options: SampleOptions): Promise<SampleSet>;
}
