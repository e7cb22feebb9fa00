import type { Chain } from './chain.ts';

/** An idle chain's time stands still for readers at `latest`; this seals a block when something falls due. */
export interface Heartbeat {
  /** Asks for a block whose timestamp is at or after this unix second. */
  schedule(at: number): void;
  stop(): void;
}

export interface HeartbeatOptions {
  readonly chain: Pick<Chain, 'advance' | 'onBlock'>;
  /** Unix seconds. */
  readonly clock: () => number;
  /** Told when a block could not be made; it is tried again. */
  readonly onError?: (error: unknown) => void;
  /** How often the clock is looked at, milliseconds. */
  readonly intervalMilliseconds?: number;
}

/** Watches the deadlines it is given; a block that comes by itself in time serves as well. */
export function startHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { chain, clock, onError } = options;
  const deadlines = new Set<number>();
  let isSealing = false;

  const forget = (timestamp: number) => {
    for (const at of deadlines) if (at <= timestamp) deadlines.delete(at);
  };
  const unsubscribe = chain.onBlock((block) => forget(block.timestamp));

  async function beat(): Promise<void> {
    const now = clock();
    if (isSealing || ![...deadlines].some((at) => at <= now)) return;
    isSealing = true;
    try {
      await chain.advance();
      forget(now);
    } catch (error) {
      onError?.(error);
    } finally {
      isSealing = false;
    }
  }

  const timer = setInterval(() => void beat(), options.intervalMilliseconds ?? 1000);
  timer.unref();
  return {
    schedule: (at) => void deadlines.add(at),
    stop: () => {
      clearInterval(timer);
      unsubscribe();
    },
  };
}
