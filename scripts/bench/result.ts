/** One measured figure of a bench, beside the bar it should reach. */
export interface BenchResult {
  id: string;
  /** The median where n > 1. */
  value: number;
  unit: string;
  /** In words with its direction, such as '>= 150' or '<= 8'. */
  bar: string;
  ok: boolean;
  /** How many runs the value is the median of, or how many cases were counted. */
  n: number;
}

export interface BenchOptions {
  /** Fewer and smaller runs, to see that the bench works. */
  quick: boolean;
  tell: (sentence: string) => void;
}

/** A result whose bar is a bound on its value. */
export function measured(
  id: string,
  value: number,
  unit: string,
  bar: { atLeast: number } | { atMost: number },
  n: number,
): BenchResult {
  const ok = 'atLeast' in bar ? value >= bar.atLeast : value <= bar.atMost;
  const words = 'atLeast' in bar ? `>= ${bar.atLeast}` : `<= ${bar.atMost}`;
  return { id, value, unit, bar: words, ok, n };
}

/** The middle value; the mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
