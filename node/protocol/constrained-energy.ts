import { type ConstrainedModel, type Constraint, type QuadraticTerms, variablesOf } from './constrained-model.ts';
import { NodeError } from './errors.ts';
import { integerValues } from './integer-variables.ts';
import type { Cardinality, Flow } from './model-groups.ts';
import { flowWeights } from './model-rules.ts';
import { evaluate } from './polynomial.ts';

/** The first rule a sample breaks. */
export interface Violation {
  readonly code:
    | 'SAMPLE_NOT_ONE_HOT'
    | 'SAMPLE_BEYOND_INTEGER'
    | 'SAMPLE_BREAKS_CONSTRAINT'
    | 'SAMPLE_BREAKS_CARDINALITY'
    | 'SAMPLE_BREAKS_FLOW';
  /** Number of the group, the integer, the constraint, the cardinality or the flow. */
  readonly index: number;
}

/** Bits 0 or 1, one per variable, as bytes: least significant bit first, spare bits zero. */
export function packBits(bits: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array((bits.length + 7) >> 3);
  for (let at = 0; at < bits.length; at++) {
    if (bits[at] === 1) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (1 << (at & 7));
  }
  return bytes;
}

/** The bits of a sample of `variables` bits. Throws SAMPLE_LENGTH. */
export function unpackBits(bytes: Uint8Array, variables: number): Uint8Array {
  const expected = (variables + 7) >> 3;
  if (bytes.length !== expected) throw new NodeError('SAMPLE_LENGTH', { expected, found: bytes.length });
  const bits = Uint8Array.from({ length: 8 * expected }, (_, at) => ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1);
  if (bits.subarray(variables).includes(1)) throw new NodeError('SAMPLE_LENGTH', { rule: 'spare bits are zero' });
  return bits.subarray(0, variables);
}

/** Exact energy of a sample that meets every group and constraint. Throws SAMPLE_LENGTH or the violation's code. */
export function scoreConstrained(model: ConstrainedModel, sample: Uint8Array): bigint {
  const bits = unpackBits(sample, variablesOf(model));
  const violation = violationOf(model, bits);
  if (violation !== undefined) throw new NodeError(violation.code, { index: violation.index });
  return energyOfBits(model, bits);
}

/** Exact energy of bits, whether or not they meet the constraints. */
export function energyOfBits(model: ConstrainedModel, bits: ArrayLike<number>): bigint {
  const polynomials = model.terms.reduce(
    (sum, { base, weights, coefficients }) => sum + evaluate(coefficients, base + BigInt(weigh(weights, bits))),
    0n,
  );
  return model.offset + BigInt(quadraticEnergy(model.quadratic, bits)) + polynomials;
}

/** Sum of the quadratic terms; below 2^53 for a valid model, hence exact. */
export function quadraticEnergy({ rows, columns, weights }: QuadraticTerms, bits: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) {
    if (bits[rows[at] ?? 0] === 1 && bits[columns[at] ?? 0] === 1) sum += weights[at] ?? 0;
  }
  return sum;
}

/** Exact: the first rule that does not hold, in the order of the codes above. */
export function violationOf(model: ConstrainedModel, bits: ArrayLike<number>): Violation | undefined {
  const first = (code: Violation['code'], index: number) => (index === -1 ? undefined : { code, index });
  return (
    first('SAMPLE_NOT_ONE_HOT', brokenGroup(model, bits)) ??
    first('SAMPLE_BEYOND_INTEGER', integerBeyond(model, bits)) ??
    first(
      'SAMPLE_BREAKS_CONSTRAINT',
      model.constraints.findIndex((constraint) => !isMet(constraint, bits)),
    ) ??
    first(
      'SAMPLE_BREAKS_CARDINALITY',
      model.cardinalities.findIndex((cardinality) => !isWithin(cardinality, bits)),
    ) ??
    first(
      'SAMPLE_BREAKS_FLOW',
      model.flows.findIndex((flow) => !isConserved(flow, bits)),
    )
  );
}

function brokenGroup({ groups }: ConstrainedModel, bits: ArrayLike<number>): number {
  let next = 0;
  return groups.findIndex(({ size }) => {
    let chosen = 0;
    for (const end = next + size; next < end; next++) chosen += bits[next] ?? 0;
    return chosen !== 1;
  });
}

function integerBeyond(model: ConstrainedModel, bits: ArrayLike<number>): number {
  if (model.integers.length === 0) return -1;
  const values = integerValues(model.integers, bits, variablesOf({ ...model, integers: [] }));
  return model.integers.findIndex(({ upper }, index) => (values[index] ?? upper) > upper);
}

function isWithin({ variables, least, most }: Cardinality, bits: ArrayLike<number>): boolean {
  const chosen = variables.reduce((sum, variable) => sum + (bits[variable] ?? 0), 0);
  return chosen >= least && chosen <= most;
}

function isConserved(flow: Flow, bits: ArrayLike<number>): boolean {
  return flowWeights(flow).every((weights, node) => weigh(weights, bits) === flow.supplies[node]);
}

function isMet({ weights, sense, bound }: Constraint, bits: ArrayLike<number>): boolean {
  const sum = BigInt(weigh(weights, bits));
  if (sense === '=') return sum === bound;
  return sense === '<=' ? sum <= bound : sum >= bound;
}

function weigh(weights: Constraint['weights'], bits: ArrayLike<number>): number {
  // at most 2^20 int32 weights: below 2^53
  let sum = 0;
  for (const [variable, weight] of weights) if (bits[variable] === 1) sum += weight;
  return sum;
}
