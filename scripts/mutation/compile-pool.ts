import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Compilation, Compiled } from '../assurance/compile-source.ts';

/** Compilers in threads of their own; `compile` waits for a free one. */
export class CompilePool {
  readonly #idle: Worker[];
  readonly #all: readonly Worker[];
  readonly #waiting: ((worker: Worker) => void)[] = [];

  constructor(threads: number) {
    const start = () => new Worker(new URL('./compile-worker.ts', import.meta.url));
    this.#all = Array.from({ length: threads }, start);
    this.#idle = [...this.#all];
  }

  async compile(compilation: Compilation): Promise<Compiled> {
    const worker = this.#idle.pop() ?? (await new Promise<Worker>((resolve) => this.#waiting.push(resolve)));
    try {
      worker.postMessage(compilation);
      const [compiled]: [Compiled] = await once(worker, 'message').then(([answer]) => [answer]);
      return compiled;
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(worker);
      else next(worker);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }
}
