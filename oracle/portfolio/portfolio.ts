import { NodeError } from '../../node/protocol/errors.ts';
import { insertElite } from '../samplers/quadratic/elites.ts';
import type { QuadraticAnswer, QuadraticSample } from '../samplers/quadratic/quadratic-sampler.ts';
import { randomSource } from '../samplers/random-source.ts';
import { type Component, chooseComponents } from './components.ts';
import { isEnumerated, type SearchForm, sampleOf, startBits } from './search-form.ts';
import type { Job } from './worker.ts';
import { Workers } from './workers.ts';

export interface PortfolioInput {
  readonly form: SearchForm;
  readonly seed: number;
  readonly threads: number;
  /** Where to start, if not from random bits. */
  readonly initial?: Uint8Array | undefined;
  /** Component names that start so. */
  readonly only?: string | undefined;
  /** Stops at the barrier after this many attempted flips of all threads. */
  readonly workUnits?: number | undefined;
  /** Of every job in place of what grows from epoch to epoch: a plan known beforehand. */
  readonly jobWork?: number | undefined;
  /** Stops at the barrier after this many epochs: replays a recorded run. */
  readonly epochs?: number | undefined;
  /** Stops at a barrier where the energy, without offset, is at most this. */
  readonly target?: number | undefined;
  /** Samples that others found beside the search since the last barrier; taken into the pool there. */
  readonly visitors?: (() => readonly Visitor[]) | undefined;
  /** A proven lower bound of that energy, once it is known. */
  readonly provenBound?: () => number | undefined;
  /** Ends the search at once; the epoch under way does not count. */
  readonly signal?: AbortSignal | undefined;
  readonly onEpoch?: ((progress: EpochProgress) => void) | undefined;
  /** CPU seconds of each job, at its barrier; differs from run to run. */
  readonly onCost?: ((component: string, cpuSeconds: number) => void) | undefined;
}

export interface EpochProgress extends QuadraticSample {
  readonly epochs: number;
  readonly workDone: number;
  /** What found the best. */
  readonly component: string;
}

/** A sample from outside, and who found it. */
export interface Visitor {
  readonly component: string;
  readonly bits: Uint8Array;
}

export type StopReason = 'work' | 'target' | 'optimum' | 'exhausted' | 'signal';

/** What one component did, and what it gained over the best of all before it. */
export interface ComponentShare {
  readonly component: string;
  readonly improvement: number;
  readonly jobs: number;
  readonly workUnits: number;
}

/** The same form, seed, threads, components and epochs give the same bits on any machine. */
export interface PortfolioAnswer extends QuadraticSample {
  readonly epochs: number;
  readonly workDone: number;
  readonly stoppedBy: StopReason;
  readonly attribution: readonly ComponentShare[];
  /** Every job of the epochs that count, in the order in which the barriers took them. */
  readonly jobs: readonly JobRecord[];
}

export interface JobRecord {
  readonly component: string;
  readonly seed: number;
  readonly workUnits: number;
  /** What it found, where that was better than all before it. */
  readonly bits: Uint8Array | undefined;
}

const poolSize = 10;
const firstWork = 2 ** 18;
const mostWork = 2 ** 26;

/**
 * Runs components on threads, epoch after epoch. At the barrier that ends an epoch - counted in work, never in time - the threads'
 * samples go into one pool in the order of the threads. Half of the later jobs go to the component that improved last.
 * Throws COMPONENT_UNKNOWN.
 */
export async function searchPortfolio(input: PortfolioInput): Promise<PortfolioAnswer> {
  const components = chooseComponents(input.form, input.only);
  if (components.length === 0) throw new NodeError('COMPONENT_UNKNOWN', { component: input.only });
  const workers = new Workers(input.form, isEnumerated(input.form) ? 1 : input.threads);
  const interrupt = () => workers.interrupt();
  input.signal?.addEventListener('abort', interrupt);
  if (input.signal?.aborted === true) interrupt();
  try {
    return await runEpochs(input, components, workers);
  } finally {
    input.signal?.removeEventListener('abort', interrupt);
    await workers.close();
  }
}

interface Progress {
  pool: readonly QuadraticSample[];
  epochs: number;
  workDone: number;
  favourite: Component | undefined;
  /** What found the best. */
  finder: string;
  readonly shares: Map<string, ComponentShare>;
  readonly jobs: JobRecord[];
}

async function runEpochs(
  input: PortfolioInput,
  components: readonly Component[],
  workers: Workers,
): Promise<PortfolioAnswer> {
  const progress: Progress = {
    pool: [sampleOf(input.form, input.initial ?? startBits(input.form))],
    epochs: 0,
    workDone: 0,
    favourite: undefined,
    finder: 'start',
    shares: new Map(),
    jobs: [],
  };
  for (;;) {
    const chosen = chooseJobs(input, components, progress);
    const answers = await workers.run(chosen.map(({ job }) => job));
    for (const [at, { cpuSeconds }] of answers.entries()) input.onCost?.(chosen[at]?.component.name ?? '', cpuSeconds);
    const isStopped = input.signal?.aborted === true;
    // an epoch cut short would not come out the same again; only the very first is better than nothing
    if (!isStopped || progress.epochs === 0) collect(progress, chosen, answers);
    for (const visitor of input.visitors?.() ?? []) receive(progress, input.form, visitor);
    if (isStopped) return answerOf(progress, 'signal');
    progress.epochs++;
    const best = bestOf(progress);
    const { epochs, workDone, finder: component } = progress;
    input.onEpoch?.({ ...best, epochs, workDone, component });
    const reason = reasonToStop(input, progress);
    if (reason !== undefined) return answerOf(progress, reason);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

interface Chosen {
  readonly component: Component;
  readonly job: Job;
}

function chooseJobs(
  { form, seed, threads, initial, jobWork }: PortfolioInput,
  components: readonly Component[],
  { epochs, pool, favourite }: Progress,
): Chosen[] {
  const work = jobWork ?? Math.min(mostWork, firstWork * 2 ** epochs);
  return Array.from({ length: isEnumerated(form) ? 1 : threads }, (_, thread): Chosen => {
    const slot = epochs * threads + thread;
    const turn = components[slot % components.length];
    const isFree = slot >= components.length && (epochs + thread) % 2 === 1;
    const component = (isFree ? favourite : undefined) ?? turn;
    if (component === undefined) throw new NodeError('COMPONENT_UNKNOWN');
    const known = epochs === 0 && initial === undefined ? [] : pool;
    const lead = known.length === 0 ? 0 : thread % known.length;
    const elites = component.takesElites ? [...known.slice(lead), ...known.slice(0, lead)] : [];
    return {
      component,
      job: { component: component.name, seed: jobSeed(seed, epochs, thread), workUnits: work, elites },
    };
  });
}

function jobSeed(seed: number, epoch: number, thread: number): number {
  return randomSource((seed + Math.imul(epoch + 1, 0x9e3779b9)) ^ Math.imul(thread + 1, 0x85ebca6b))();
}

function collect(progress: Progress, chosen: readonly Chosen[], answers: readonly QuadraticAnswer[]): void {
  let least = bestOf(progress).energy;
  for (const [at, { bits, energy, workDone }] of answers.entries()) {
    const { component, job } = chosen[at] ?? {};
    if (component === undefined || job === undefined) continue;
    const isBetter = energy < least;
    progress.jobs.push({
      component: component.name,
      seed: job.seed,
      workUnits: workDone,
      bits: isBetter ? bits : undefined,
    });
    if (isBetter) {
      progress.favourite = component;
      progress.finder = component.name;
    }
    credit(progress, component.name, gain(least, energy), workDone);
    least = Math.min(least, energy);
    progress.workDone += workDone;
    progress.pool = insertElite(progress.pool, { bits, energy }, poolSize);
  }
}

function receive(progress: Progress, form: SearchForm, { component, bits }: Visitor): void {
  const sample = sampleOf(form, bits);
  credit(progress, component, gain(bestOf(progress).energy, sample.energy), 0);
  progress.pool = insertElite(progress.pool, sample, poolSize);
}

function credit({ shares }: Progress, component: string, improvement: number, workUnits: number): void {
  const share = shares.get(component) ?? { component, improvement: 0, jobs: 0, workUnits: 0 };
  shares.set(component, {
    component,
    improvement: share.improvement + improvement,
    jobs: share.jobs + 1,
    workUnits: share.workUnits + workUnits,
  });
}

/** From a sample that breaks rules to one that meets them there is no measure: it counts as 0. */
function gain(before: number, after: number): number {
  return before > Number.MAX_SAFE_INTEGER ** 2 ? 0 : Math.max(0, before - after);
}

function reasonToStop(input: PortfolioInput, progress: Progress): StopReason | undefined {
  const { energy } = bestOf(progress);
  const proven = input.provenBound?.();
  if (isEnumerated(input.form)) return 'exhausted';
  if (proven !== undefined && energy <= proven) return 'optimum';
  if (input.target !== undefined && energy <= input.target) return 'target';
  if (input.workUnits !== undefined && progress.workDone >= input.workUnits) return 'work';
  return input.epochs !== undefined && progress.epochs >= input.epochs ? 'work' : undefined;
}

function bestOf({ pool }: Progress): QuadraticSample {
  const best = pool[0];
  if (best === undefined) throw new NodeError('SOLVING_ABORTED');
  return best;
}

function answerOf(progress: Progress, stoppedBy: StopReason): PortfolioAnswer {
  const { epochs, workDone, shares, jobs } = progress;
  return { ...bestOf(progress), epochs, workDone, stoppedBy, attribution: [...shares.values()], jobs };
}
