/** A class of data as its owner describes it. */
export interface DataClass {
  readonly name: string;
  /** Mosca's X: how long it must stay secret. */
  readonly shelfLifeMonths: number;
  /** 1 to 100: how much a month of it in wrong hands weighs against a month of another. */
  readonly importance: number;
}

/** What of a channel a quantum computer would undo. */
export interface Exposable {
  readonly classes: readonly DataClass[];
  readonly isReadable: boolean;
  readonly isForgeable: boolean;
}

/**
 * Months of traffic that can be read while it must still be secret, of all that is sent from now until the channel is safe at `doneMonths`:
 * what is sent at month t must be secret until t + X, and is read at Z. It is more than none just where X + Y > Z (M. Mosca, IEEE Security
 * & Privacy 16(5), 2018), with Y = doneMonths.
 */
export function readableMonths(doneMonths: number, shelfLifeMonths: number, quantumMonths: number): number {
  return Math.max(0, doneMonths - Math.max(0, quantumMonths - shelfLifeMonths));
}

/** Months in which the channel's other end can be impersonated: signatures do not fall before the quantum computer is there. */
export function forgeableMonths(doneMonths: number, quantumMonths: number): number {
  return Math.max(0, doneMonths - quantumMonths);
}

/** Weighted months: each class' importance x its months, readable and forgeable ones added. */
export function exposureOf(
  { classes, isReadable, isForgeable }: Exposable,
  doneMonths: number,
  quantumMonths: number,
): number {
  return classes.reduce((sum, { shelfLifeMonths, importance }) => {
    const readable = isReadable ? readableMonths(doneMonths, shelfLifeMonths, quantumMonths) : 0;
    const forgeable = isForgeable ? forgeableMonths(doneMonths, quantumMonths) : 0;
    return sum + importance * (readable + forgeable);
  }, 0);
}
