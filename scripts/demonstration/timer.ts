/** Measures named steps in seconds of wall time. */
export interface Timer {
  measure<T>(step: string, work: () => Promise<T>): Promise<T>;
  seconds(): Record<string, number>;
}

export function createTimer(now: () => number = () => performance.now()): Timer {
  const seconds: Record<string, number> = {};
  return {
    measure: async (step, work) => {
      const start = now();
      try {
        return await work();
      } finally {
        seconds[step] = Math.round(now() - start) / 1000;
      }
    },
    seconds: () => ({ ...seconds }),
  };
}
