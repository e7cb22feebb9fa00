import type { Constraint } from '../../node/protocol/constrained-model.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import type { Domains } from './domains.ts';

export type Row = Constraint;

/** The row over open bits alone, in smallest whole weights; undefined where every value meets it. Throws MODEL_INFEASIBLE. */
export function reduceRow(row: Row, domains: Domains): Row | undefined {
  let { bound } = row;
  const weights: (readonly [number, number])[] = [];
  for (const [bit, weight] of row.weights) {
    if (domains.isOpen(bit)) weights.push([bit, weight]);
    else if (domains.values[bit] === 1) bound -= BigInt(weight);
  }
  const { least, most } = activity(weights);
  const isMet = (row.sense !== '<=' ? least >= bound : true) && (row.sense !== '>=' ? most <= bound : true);
  if (isMet) return undefined;
  const isLost = (row.sense !== '>=' && least > bound) || (row.sense !== '<=' && most < bound);
  if (isLost) throw new NodeError('MODEL_INFEASIBLE', { rule: 'a constraint that no bits can meet' });
  return divide({ weights, sense: row.sense, bound });
}

/** By the common divisor of its weights; the bound is rounded to what whole sums can reach. */
function divide({ weights, sense, bound }: Row): Row {
  const divisor = BigInt(weights.reduce((all, [, weight]) => commonDivisor(all, Math.abs(weight)), 0));
  if (divisor <= 1n) return { weights, sense, bound };
  const down = bound >= 0n ? bound / divisor : -((-bound + divisor - 1n) / divisor);
  const isWhole = down * divisor === bound;
  if (sense === '=' && !isWhole)
    throw new NodeError('MODEL_INFEASIBLE', { rule: 'a sum that whole weights cannot reach' });
  return {
    weights: weights.map(([bit, weight]) => [bit, weight / Number(divisor)]),
    sense,
    bound: sense === '>=' && !isWhole ? down + 1n : down,
  };
}

/** Fixes bits of which one value would break the row. */
export function fixByRow({ weights, sense, bound }: Row, domains: Domains): void {
  const { least, most } = activity(weights);
  for (const [bit, weight] of weights) {
    if (!domains.isOpen(bit)) continue;
    const size = BigInt(Math.abs(weight));
    const isTooMuch = sense !== '>=' && least + size > bound;
    const isTooLittle = sense !== '<=' && most - size < bound;
    if (isTooMuch) domains.fix(bit, weight > 0 ? 0 : 1, 'a constraint leaves one value');
    if (isTooLittle) domains.fix(bit, weight > 0 ? 1 : 0, 'a constraint leaves one value');
  }
}

/** Of rows with the same weights, or opposite ones, those that say most. Throws MODEL_INFEASIBLE where two contradict each other. */
export function dropDuplicates(rows: readonly Row[]): Row[] {
  const ranges = new Map<string, { weights: Row['weights']; least: bigint | undefined; most: bigint | undefined }>();
  for (const { weights, sense, bound } of rows) {
    const isTurned = (weights[0]?.[1] ?? 0) < 0;
    const own = isTurned ? weights.map(([bit, weight]) => [bit, -weight] as const) : weights;
    const key = own.map(([bit, weight]) => `${bit}:${weight}`).join(' ');
    const range = ranges.get(key) ?? { weights: own, least: undefined, most: undefined };
    const value = isTurned ? -bound : bound;
    const givesLeast = sense === '=' || (sense === '>=') !== isTurned;
    const givesMost = sense === '=' || (sense === '<=') !== isTurned;
    if (givesLeast && (range.least === undefined || value > range.least)) range.least = value;
    if (givesMost && (range.most === undefined || value < range.most)) range.most = value;
    ranges.set(key, range);
  }
  return [...ranges.values()].flatMap(({ weights, least, most }): Row[] => {
    if (least !== undefined && most !== undefined) {
      if (least > most) throw new NodeError('MODEL_INFEASIBLE', { rule: 'two constraints contradict each other' });
      if (least === most) return [{ weights, sense: '=', bound: least }];
    }
    return [
      ...(least === undefined ? [] : [{ weights, sense: '>=', bound: least } as const]),
      ...(most === undefined ? [] : [{ weights, sense: '<=', bound: most } as const]),
    ];
  });
}

function activity(weights: Row['weights']): { least: bigint; most: bigint } {
  let least = 0;
  let most = 0;
  for (const [, weight] of weights) {
    if (weight < 0) least += weight;
    else most += weight;
  }
  // at most 2^20 int32 weights: below 2^53
  return { least: BigInt(least), most: BigInt(most) };
}

function commonDivisor(a: number, b: number): number {
  let [first, second] = [a, b];
  while (second !== 0) [first, second] = [second, first % second];
  return first;
}
