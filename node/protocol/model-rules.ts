import { type ConstrainedModel, type Constraint, variablesOf } from './constrained-model.ts';
import { bitWeightsOf, integerOffsets, widthOf } from './integer-variables.ts';
import type { Cardinality, Flow } from './model-groups.ts';

/**
 * Every rule but the one-hot groups as a linear constraint, for lowerings that know no other kind: the constraints themselves, then
 * cardinalities, flows and the bounds of integers.
 */
export function linearRules(model: ConstrainedModel): Constraint[] {
  return [
    ...model.constraints,
    ...model.cardinalities.flatMap(cardinalityRules),
    ...model.flows.flatMap(flowRules),
    ...integerRules(model),
  ];
}

/** The same samples and energies with one-hot groups, free bits and linear constraints only; the bits keep their places. */
export function withLinearRules(model: ConstrainedModel): ConstrainedModel {
  const { cardinalities, flows, integers } = model;
  if (cardinalities.length + flows.length + integers.length === 0) return model;
  const grouped = model.groups.reduce((sum, { size }) => sum + size, 0);
  return {
    ...model,
    binaries: variablesOf(model) - grouped,
    integers: [],
    constraints: linearRules(model),
    cardinalities: [],
    flows: [],
  };
}

/** Out of the tail, into the head, by node. */
export function flowWeights({ supplies, arcs }: Flow): [variable: number, weight: number][][] {
  const rows: [number, number][][] = supplies.map(() => []);
  for (const { variable, tail, head, amount } of arcs) {
    rows[tail]?.push([variable, amount]);
    rows[head]?.push([variable, -amount]);
  }
  return rows;
}

function cardinalityRules({ variables, least, most }: Cardinality): Constraint[] {
  const weights = variables.map((variable) => [variable, 1] as const);
  if (least === most) return [{ weights, sense: '=', bound: BigInt(least) }];
  return [
    ...(least === 0 ? [] : [{ weights, sense: '>=' as const, bound: BigInt(least) }]),
    ...(most >= variables.length ? [] : [{ weights, sense: '<=' as const, bound: BigInt(most) }]),
  ];
}

function flowRules(flow: Flow): Constraint[] {
  return flowWeights(flow).map((weights, node) => ({ weights, sense: '=', bound: BigInt(flow.supplies[node] ?? 0) }));
}

function integerRules(model: ConstrainedModel): Constraint[] {
  const first = variablesOf({ ...model, integers: [] });
  const offsets = integerOffsets(model.integers, first);
  return model.integers.flatMap((integer, index): Constraint[] => {
    const range = integer.upper - integer.lower;
    if (range + 1 === 2 ** widthOf(integer)) return [];
    return [{ weights: bitWeightsOf(integer, offsets[index] ?? first), sense: '<=', bound: BigInt(range) }];
  });
}
