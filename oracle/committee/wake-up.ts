export interface WakeUp {
  wake(): void;
  /** Resolves after the time, at the next wake, or at the signal; at once when a wake came since the last wait. */
  wait(seconds: number): Promise<void>;
}

export function createWakeUp(signal: AbortSignal): WakeUp {
  let pending = false;
  let resolveWait: (() => void) | undefined;
  const wake = (): void => {
    if (resolveWait === undefined) pending = true;
    else resolveWait();
  };
  signal.addEventListener('abort', wake, { once: true });
  return {
    wake,
    wait: (seconds) =>
      new Promise((resolve) => {
        if (pending || signal.aborted) {
          pending = false;
          resolve();
          return;
        }
        const timer = setTimeout(() => resolveWait?.(), seconds * 1000);
        resolveWait = () => {
          clearTimeout(timer);
          resolveWait = undefined;
          resolve();
        };
      }),
  };
}
