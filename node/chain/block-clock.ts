import { NodeError } from '../protocol/errors.ts';

/** Most seconds that load alone may push the chain's time ahead of the clock. */
export const leadLimitSeconds = 60;
/** A clock that gains more than this on the machine's monotonic timer is not believed. */
export const clockJumpSeconds = 600;

export interface ClockOptions {
  /** Unix seconds. Outside tests leave it out: the system's clock, guarded by the system's monotonic timer. */
  readonly clock?: () => number;
  /** Seconds from any origin, never set back. Given with `clock`, it guards it; a test clock alone is not guarded. */
  readonly monotonic?: () => number;
}

/** Decides every block's timestamp. */
export interface BlockClock {
  /** Unix seconds. */
  now(): number;
  /** The timestamp of a block after `parent`. Throws CLOCK_JUMPED. */
  next(parent: number): number;
}

/**
 * Block time is max(now, parent + 1), with two limits that keep windows honest:
 * many blocks a second, or a clock that was set back, take the chain at most a minute ahead of the clock, then blocks
 * share the parent's timestamp; and a clock that suddenly shows ten minutes more than has passed stops the writing
 * (reads go on) until it is right again or the node is started anew, which confirms it.
 */
export function createBlockClock(options: ClockOptions = {}): BlockClock {
  const now = options.clock ?? (() => Math.floor(Date.now() / 1000));
  const monotonic = options.monotonic ?? (options.clock === undefined ? () => performance.now() / 1000 : undefined);
  const origin = monotonic === undefined ? 0 : now() - monotonic();

  function refuseJump(time: number): void {
    if (monotonic === undefined) return;
    const gainedSeconds = Math.floor(time - (origin + monotonic()));
    if (gainedSeconds > clockJumpSeconds)
      throw new NodeError('CLOCK_JUMPED', { gainedSeconds, limit: clockJumpSeconds });
  }

  function next(parent: number): number {
    const time = now();
    refuseJump(time);
    if (time > parent) return time;
    return parent + 1 - time <= leadLimitSeconds ? parent + 1 : parent;
  }

  return { now, next };
}
