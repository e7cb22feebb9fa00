import type { Sense } from '../constrained-model.ts';

/** Sum of weight x variable, compared with the bound. Weights are safe integers by ascending variable. */
export interface ProgramRow {
  readonly weights: readonly (readonly [variable: number, weight: number])[];
  readonly sense: Sense;
  readonly bound: bigint;
}

/**
 * An integer linear program: the least of offset + cost x over whole x from `lower` to `upper` that meet every row. A model's own
 * variables come first, those that stand for products and loads after them.
 */
export interface IntegerProgram {
  /** How many of the variables are the model's own. */
  readonly variables: number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly cost: readonly bigint[];
  readonly offset: bigint;
  readonly rows: readonly ProgramRow[];
}

/** A program that grows: variables and rows are added, costs add up. */
export class ProgramBuilder {
  readonly lower: number[] = [];
  readonly upper: number[] = [];
  readonly cost: bigint[] = [];
  readonly rows: ProgramRow[] = [];
  offset = 0n;

  /** The new variable's number. */
  variable(lower: number, upper: number, cost = 0n): number {
    this.lower.push(lower);
    this.upper.push(upper);
    return this.cost.push(cost) - 1;
  }

  addCost(variable: number, cost: bigint): void {
    this.cost[variable] = (this.cost[variable] ?? 0n) + cost;
  }

  row(weights: readonly (readonly [number, number])[], sense: Sense, bound: bigint): void {
    this.rows.push({ weights: [...weights].sort((a, b) => a[0] - b[0]), sense, bound });
  }

  program(variables: number): IntegerProgram {
    const { lower, upper, cost, offset, rows } = this;
    return { variables, lower, upper, cost, offset, rows };
  }
}

/** The value of whole numbers, one per variable; undefined where they break a row or leave their ranges. */
export function programValue(program: IntegerProgram, values: ArrayLike<number>): bigint | undefined {
  const { lower, upper, cost, offset, rows } = program;
  for (const [at, least] of lower.entries()) {
    const value = values[at] ?? Number.NaN;
    if (!(value >= least && value <= (upper[at] ?? 0))) return undefined;
  }
  if (!rows.every((row) => isRowMet(row, values))) return undefined;
  return cost.reduce((sum, weight, at) => sum + weight * BigInt(values[at] ?? 0), offset);
}

export function isRowMet({ weights, sense, bound }: ProgramRow, values: ArrayLike<number>): boolean {
  const sum = weights.reduce((total, [at, weight]) => total + BigInt(weight) * BigInt(values[at] ?? 0), 0n);
  if (sense === '=') return sum === bound;
  return sense === '<=' ? sum <= bound : sum >= bound;
}
