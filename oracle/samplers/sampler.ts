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
  /** Asked every few milliseconds; when true the best so far is returned. */
  readonly shouldStop?: (() => boolean) | undefined;
}

/** Finds samples of low energy (after dimod's Sampler), in one go: run it on a worker thread. Every implementation passes samplerBehavior. */
export interface Sampler {
  readonly name: string;
  sample(model: ConstrainedModel, options: SampleOptions): SampleSet;
}
