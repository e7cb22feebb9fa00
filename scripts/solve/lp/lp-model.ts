import type { ConstrainedModel, Constraint } from '../../../node/protocol/constrained-model.ts';
import { emptyModel } from '../../../node/protocol/constrained-model.ts';
import { bitWeightsOf, type IntegerVariable, widthOf } from '../../../node/protocol/integer-variables.ts';
import { QuadraticSum } from '../../../node/protocol/quadratic-terms.ts';
import { fileInvalid, type Instance, largestWeight } from '../instance.ts';
import { commonPlaces, type Decimal, scaleDecimal } from './decimal.ts';
import { type Expression, type LpFile, type LpRow, type LpVariable, parseLp } from './parse-lp.ts';

/** Variables of a file with their bits: value = lower + sum of weight x bit. */
interface Placed {
  readonly lower: number;
  readonly bits: readonly (readonly [variable: number, weight: number])[];
}

/** Largest range that a variable may have. */
const largestRange = 2 ** 30;

/** CPLEX' LP format as a model: whole numbers with finite bounds only, decimals scaled by a power of ten. Throws FILE_INVALID. */
export function readLp(text: string): Instance {
  const file = parseLp(text);
  const names = [...file.variables.keys()];
  const ranges = new Map(names.map((name) => [name, rangeOf(name, file)]));
  const isBinary = (name: string) => ranges.get(name)?.lower === 0 && ranges.get(name)?.upper === 1;
  const binaries = names.filter(isBinary);
  const integers = names.filter((name) => !isBinary(name));
  const placed = new Map<string, Placed>();
  let next = 0;
  for (const name of binaries) placed.set(name, { lower: 0, bits: [[next++, 1]] });
  for (const name of integers) {
    const range = ranges.get(name) ?? { lower: 0, upper: 0 };
    placed.set(name, { lower: range.lower, bits: bitWeightsOf(range, next) });
    next += widthOf(range);
  }
  const sign = file.objective === 'maximize' ? -1n : 1n;
  const objective = objectiveOf(file, placed, sign);
  const model: ConstrainedModel = {
    ...emptyModel,
    ...objective,
    binaries: binaries.length,
    integers: integers.flatMap((name) => ranges.get(name) ?? []),
    constraints: file.rows.map((row) => constraintOf(row, placed)),
  };
  return {
    format: 'lp',
    objective: file.objective,
    model,
    names: [...binaries, ...integers],
    ruleNames: file.rows.map(({ name, line }) => name ?? `row of line ${line}`),
  };
}

function rangeOf(name: string, file: LpFile): IntegerVariable {
  const variable = file.variables.get(name);
  if (variable === undefined) throw fileInvalid(1, `${name} is a variable`);
  const { line, lower, upper, isInteger } = variable;
  if (!isInteger) throw fileInvalid(line, `${name} is continuous; a model here holds whole numbers only`);
  const from = endOf(name, variable, lower, -1);
  const to = endOf(name, variable, upper, 1);
  if (from > to) throw fileInvalid(line, `${name} is from ${from} to ${to}: no whole number`);
  if (to - from >= largestRange) throw fileInvalid(line, `${name} has a range below 2^30`);
  return { lower: from, upper: to };
}

/** A bound, rounded to the whole numbers within. */
function endOf(name: string, { line }: LpVariable, limit: Decimal | 'inf' | '-inf', side: 1 | -1): number {
  if (limit === 'inf' || limit === '-inf')
    throw fileInvalid(line, `${name} has a finite ${side === 1 ? 'upper' : 'lower'} bound`);
  const unit = 10n ** BigInt(limit.places);
  const down = limit.digits / unit - (limit.digits % unit < 0n ? 1n : 0n);
  const value = Number(side === -1 && limit.digits % unit !== 0n ? down + 1n : down);
  if (value !== (value | 0)) throw fileInvalid(line, `bounds of ${name} fit 32 bits`);
  return value;
}

function constraintOf({ expression, sense, bound, line }: LpRow, placed: ReadonlyMap<string, Placed>): Constraint {
  const places = commonPlaces([...expression.terms.values(), expression.constant, bound]);
  const { weights, constant } = expand(expression, placed, places, line);
  return { weights, sense, bound: scaleDecimal(bound, places) - scaleDecimal(expression.constant, places) - constant };
}

function objectiveOf({ cost }: LpFile, placed: ReadonlyMap<string, Placed>, sign: bigint) {
  const places = commonPlaces([...cost.terms.values(), ...cost.products.values(), cost.constant]);
  const sum = new QuadraticSum();
  const { weights, constant } = expand(cost, placed, places, 1);
  for (const [variable, weight] of weights) sum.add(variable, variable, Number(sign) * weight);
  let offset = sign * (constant + scaleDecimal(cost.constant, places));
  for (const [key, value] of cost.products) {
    const [first = '', second = ''] = key.split(' ');
    offset += addProduct(sum, placed.get(first), placed.get(second), sign * scaleDecimal(value, places));
  }
  return { offset, quadratic: sum.terms(), energyScale: { unit: 'value', divisor: 10n ** BigInt(places) } };
}

/** factor x (a.lower + sum a bits) (b.lower + sum b bits); returns its constant. */
function addProduct(sum: QuadraticSum, a: Placed | undefined, b: Placed | undefined, factor: bigint): bigint {
  if (a === undefined || b === undefined) return 0n;
  const times = (...values: number[]) => Number(values.reduce((product, value) => product * BigInt(value), factor));
  for (const [x, p] of a.bits) {
    sum.add(x, x, times(p, b.lower));
    for (const [y, q] of b.bits) sum.add(x, y, times(p, q));
  }
  for (const [y, q] of b.bits) sum.add(y, y, times(q, a.lower));
  return factor * BigInt(a.lower) * BigInt(b.lower);
}

function expand({ terms }: Expression, placed: ReadonlyMap<string, Placed>, places: number, line: number) {
  const weights: [number, number][] = [];
  let constant = 0n;
  for (const [name, decimal] of terms) {
    const { lower, bits } = placed.get(name) ?? { lower: 0, bits: [] };
    const factor = scaleDecimal(decimal, places);
    constant += factor * BigInt(lower);
    if (factor === 0n) continue;
    for (const [variable, weight] of bits) {
      const value = Number(factor) * weight;
      if (Math.abs(value) > largestWeight)
        throw fileInvalid(line, `the factor of ${name} with its bounds fits 30 bits`);
      weights.push([variable, value]);
    }
  }
  return { weights: weights.sort((a, b) => a[0] - b[0]), constant };
}
