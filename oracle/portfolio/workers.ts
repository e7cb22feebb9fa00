import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { isNative, type SearchForm } from './search-form.ts';
import type { Job, JobAnswer, WorkerInput } from './worker.ts';

/** Threads that each do one job at a time. */
export class Workers {
  readonly #workers: readonly Worker[];
  readonly #stop = new Int32Array(new SharedArrayBuffer(4));

  constructor(form: SearchForm, threads: number) {
    const input: WorkerInput = {
      form: isNative(form)
        ? form
        : { ...form, linear: share(form.linear), starts: share(form.starts), links: share(form.links) },
      stop: this.#stop,
    };
    const program = new URL('./worker.ts', import.meta.url);
    this.#workers = Array.from({ length: threads }, () => new Worker(program, { workerData: input }));
  }

  /** Runs at most as many jobs as there are threads; answers in the order of the jobs. */
  async run(jobs: readonly Job[]): Promise<JobAnswer[]> {
    return Promise.all(
      jobs.map(async (job, at): Promise<JobAnswer> => {
        const worker = this.#workers[at];
        if (worker === undefined) throw new Error('more jobs than threads');
        const answered = once(worker, 'message');
        worker.postMessage(job);
        const [answer] = await answered;
        return answer;
      }),
    );
  }

  /** Asks running jobs to return the best they have; later ones return at once. */
  interrupt(): void {
    Atomics.store(this.#stop, 0, 1);
  }

  async close(): Promise<void> {
    this.interrupt();
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

function share(values: Int32Array): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}
