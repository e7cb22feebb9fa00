import { modelLimits, requireRule } from './model.ts';

/** Between `least` and `most` of the variables, which ascend, are 1. */
export interface Cardinality {
  readonly variables: readonly number[];
  readonly least: number;
  readonly most: number;
}

/** Carries `amount` (int32, positive) from node `tail` to node `head` when its variable is 1. */
export interface Arc {
  readonly variable: number;
  readonly tail: number;
  readonly head: number;
  readonly amount: number;
}

/** Conservation: at each node, what leaves less what arrives is its supply (int32). Arcs ascend by variable. */
export interface Flow {
  readonly supplies: readonly number[];
  readonly arcs: readonly Arc[];
}

export const groupLimits = { cardinalities: 100_000, flows: 1000, nodes: 100_000 } as const;

/** Throws MODEL_INVALID with the broken rule. */
export function validateCardinality({ variables, least, most }: Cardinality, count: number): void {
  requireAscending(variables, count);
  const isOrdered = Number.isInteger(least) && Number.isInteger(most) && least >= 0 && least <= most;
  requireRule(isOrdered && most <= modelLimits.variables, 'bounds of a cardinality ascend');
}

/** Throws MODEL_INVALID with the broken rule. */
export function validateFlow({ supplies, arcs }: Flow, count: number): void {
  requireRule(supplies.length >= 1 && supplies.length <= groupLimits.nodes, 'number of nodes');
  requireRule(
    supplies.every((supply) => supply === (supply | 0)),
    'supplies are int32',
  );
  requireAscending(
    arcs.map(({ variable }) => variable),
    count,
  );
  const isNode = (node: number) => Number.isInteger(node) && node >= 0 && node < supplies.length;
  for (const { tail, head, amount } of arcs) {
    requireRule(isNode(tail) && isNode(head) && tail !== head, 'arcs join two nodes');
    requireRule(amount === (amount | 0) && amount > 0, 'amounts are int32 and positive');
  }
}

function requireAscending(variables: readonly number[], count: number): void {
  let previous = -1;
  for (const variable of variables) {
    requireRule(Number.isInteger(variable) && variable > previous, 'variables ascend');
    requireRule(variable < count, 'variables exist');
    previous = variable;
  }
}
