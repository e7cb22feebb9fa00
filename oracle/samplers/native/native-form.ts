import { type ConstrainedModel, variablesOf } from '../../../node/protocol/constrained-model.ts';
import { integerOffsets, widthOf } from '../../../node/protocol/integer-variables.ts';
import { linearRules } from '../../../node/protocol/model-rules.ts';
import { type Adjacency, adjacency, type Entry } from './adjacency.ts';

/** A run of bits: a one-hot group, or an integer's bits from the lowest, spelling 0 .. range. */
export interface BitRun {
  readonly first: number;
  readonly size: number;
  readonly range: number;
}

/** A model flat for search on its own rules. Energies are float64 and steer; what is found is scored exactly. */
export interface NativeForm {
  readonly kind: 'native';
  readonly size: number;
  readonly offset: bigint;
  readonly linear: Float64Array;
  /** Other variable and coupling, both halves. */
  readonly couplings: Adjacency;
  /** Of each variable, term and weight. */
  readonly termsOf: Adjacency;
  readonly bases: Float64Array;
  readonly coefficients: readonly Float64Array[];
  /** Of each variable, row and weight; of each row, variable and weight. */
  readonly rowsOf: Adjacency;
  readonly members: Adjacency;
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly groups: readonly BitRun[];
  readonly integers: readonly BitRun[];
  /** First variable that is in no group, and the first of the integers. */
  readonly firstFree: number;
  readonly firstInteger: number;
  /** The model itself where it is polynomials over one-hot groups and nothing else. */
  readonly oneHot: ConstrainedModel | undefined;
}

/** Groups need no rows, because moves keep them; an integer's bound needs none either. */
export function nativeForm(model: ConstrainedModel): NativeForm {
  const size = variablesOf(model);
  const linear = new Float64Array(size);
  const pairs: Entry[] = [];
  const { rows, columns, weights } = model.quadratic;
  for (let at = 0; at < weights.length; at++) {
    const row = rows[at] ?? 0;
    const column = columns[at] ?? 0;
    const weight = weights[at] ?? 0;
    if (row === column) linear[row] = weight;
    else pairs.push([row, column, weight], [column, row, weight]);
  }
  const rules = linearRules({ ...model, integers: [] });
  const entries = rules.flatMap((rule, row) =>
    rule.weights.map(([variable, weight]): Entry => [variable, row, weight]),
  );
  const firstFree = model.groups.reduce((sum, group) => sum + group.size, 0);
  const firstInteger = firstFree + model.binaries;
  const offsets = integerOffsets(model.integers, firstInteger);
  let next = 0;
  return {
    kind: 'native',
    size,
    offset: model.offset,
    linear,
    couplings: adjacency(size, pairs),
    termsOf: adjacency(
      size,
      model.terms.flatMap((term, at) => term.weights.map(([variable, weight]): Entry => [variable, at, weight])),
    ),
    bases: Float64Array.from(model.terms, ({ base }) => Number(base)),
    coefficients: model.terms.map(({ coefficients }) => Float64Array.from(coefficients, Number)),
    rowsOf: adjacency(size, entries),
    members: adjacency(
      rules.length,
      entries.map(([variable, row, weight]) => [row, variable, weight]),
    ),
    least: Float64Array.from(rules, ({ sense, bound }) => (sense === '<=' ? Number.NEGATIVE_INFINITY : Number(bound))),
    most: Float64Array.from(rules, ({ sense, bound }) => (sense === '>=' ? Number.POSITIVE_INFINITY : Number(bound))),
    groups: model.groups.map((group): BitRun => {
      next += group.size;
      return { first: next - group.size, size: group.size, range: group.size - 1 };
    }),
    integers: model.integers.flatMap((integer, at): BitRun[] => {
      const range = integer.upper - integer.lower;
      return range === 0 ? [] : [{ first: offsets[at] ?? 0, size: widthOf(integer), range }];
    }),
    firstFree,
    firstInteger,
    oneHot: isOneHot(model) ? model : undefined,
  };
}

function isOneHot(model: ConstrainedModel): boolean {
  const rules = model.constraints.length + model.cardinalities.length + model.flows.length;
  const others = model.binaries + model.integers.length + model.quadratic.weights.length + rules;
  return model.groups.length > 0 && others === 0;
}
