import { parentPort, workerData } from 'node:worker_threads';
import type { QuadraticAnswer, QuadraticSample } from '../samplers/quadratic/quadratic-sampler.ts';
import { componentsFor } from './components.ts';
import type { SearchForm } from './search-form.ts';

/** What a thread is told once; typed arrays are shared, not copied. `stop[0]` = 1 asks it to end its job. */
export interface WorkerInput {
  readonly form: SearchForm;
  readonly stop: Int32Array;
}

/** What a job found, and the CPU seconds that its thread used for it. */
export type JobAnswer = QuadraticAnswer & { readonly cpuSeconds: number };

/** One job: a component's work between two barriers. */
export interface Job {
  readonly component: string;
  readonly seed: number;
  readonly workUnits: number;
  readonly elites: readonly QuadraticSample[];
}

const { form, stop }: WorkerInput = workerData;

parentPort?.on('message', (job: Job) => {
  const before = process.threadCpuUsage();
  const found = answer(job);
  const { user, system } = process.threadCpuUsage(before);
  const told: JobAnswer = { ...found, cpuSeconds: (user + system) / 1e6 };
  parentPort?.postMessage(told);
});

function answer({ component, seed, workUnits, elites }: Job): QuadraticAnswer {
  const found = componentsFor(form).find(({ name }) => name === component);
  if (found === undefined) throw new Error(`no component ${component}`);
  return found.sample(form, { seed, workUnits, elites, shouldStop: () => Atomics.load(stop, 0) === 1 });
}
