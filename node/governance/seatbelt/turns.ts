import { NodeError } from '../../protocol/errors.ts';

export interface Turns {
  /** Runs the work when one of the places is free. Throws SEATBELT_BUSY when too many wait, SEATBELT_STOPPED on abort. */
  take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

/** Lets so many run at once and so many wait. */
export function createTurns(running: number, waiting: number): Turns {
  const queue: (() => void)[] = [];
  let free = running;

  function leave(): void {
    const next = queue.shift();
    if (next === undefined) free += 1;
    else next();
  }

  async function enter(signal: AbortSignal): Promise<void> {
    if (free > 0) {
      free -= 1;
      return;
    }
    if (queue.length >= waiting) throw new NodeError('SEATBELT_BUSY', { running, waiting });
    const turn = Promise.withResolvers<void>();
    const give = (): void => turn.resolve();
    const stop = (): void => {
      const index = queue.indexOf(give);
      if (index === -1) return;
      queue.splice(index, 1);
      turn.reject(new NodeError('SEATBELT_STOPPED'));
    };
    queue.push(give);
    signal.addEventListener('abort', stop, { once: true });
    try {
      await turn.promise;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  return {
    async take(signal, work) {
      if (signal.aborted) throw new NodeError('SEATBELT_STOPPED');
      await enter(signal);
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
