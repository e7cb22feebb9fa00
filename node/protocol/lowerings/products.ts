import type { ConstrainedModel } from '../constrained-model.ts';
import type { ProgramBuilder } from './integer-program.ts';
import { upperBits, type WholeInteger } from './whole-integers.ts';

interface Product {
  readonly other: number;
  readonly weight: number;
  readonly variable: number;
}

/**
 * A variable z for each product x y of two bits, after G. P. McCormick (Math. Program. 10, 1976), in the direction in which the
 * weight pulls: z >= x + y - 1 for a positive one, z <= x and z <= y for a negative one; then the least z is the product. Two
 * members of one group are never both 1. With the members Y of one group, of which exactly one is 1: sum of z <= x for negative weights,
 * and sum of z >= x + (sum of Y) - 1 for positive ones.
 */
export function addProducts(
  builder: ProgramBuilder,
  { quadratic, groups }: ConstrainedModel,
  integers: readonly WholeInteger[],
): void {
  const upper = upperBits(integers);
  const groupOf = groups.flatMap(({ size }, group) => new Array<number>(size).fill(group));
  const partners = new Map<number, Map<number, Product[]>>();
  const join = (variable: number, product: Product) => {
    const group = groupOf[product.other];
    if (group === undefined) return;
    const byGroup = partners.get(variable) ?? new Map<number, Product[]>();
    const key = 2 * group + (product.weight > 0 ? 1 : 0);
    byGroup.set(key, [...(byGroup.get(key) ?? []), product]);
    partners.set(variable, byGroup);
  };
  const { rows, columns, weights } = quadratic;
  for (let at = 0; at < weights.length; at++) {
    const x = rows[at] ?? 0;
    const y = columns[at] ?? 0;
    const weight = weights[at] ?? 0;
    if (x === y) {
      if (!upper.has(x)) builder.addCost(x, BigInt(weight));
    } else if (groupOf[x] === undefined || groupOf[x] !== groupOf[y]) {
      const z = builder.variable(0, 1, BigInt(weight));
      addRows(builder, x, y, z, weight);
      join(x, { other: y, weight, variable: z });
      join(y, { other: x, weight, variable: z });
    }
  }
  for (const [variable, byGroup] of partners) {
    for (const products of byGroup.values()) if (products.length > 1) addGroupRow(builder, variable, products);
  }
}

function addRows(builder: ProgramBuilder, x: number, y: number, z: number, weight: number): void {
  if (weight > 0) {
    builder.row([[x, -1] as const, [y, -1] as const, [z, 1] as const], '>=', -1n);
    return;
  }
  builder.row([[x, -1] as const, [z, 1] as const], '<=', 0n);
  builder.row([[y, -1] as const, [z, 1] as const], '<=', 0n);
}

function addGroupRow(builder: ProgramBuilder, variable: number, products: readonly Product[]): void {
  const sum = products.map((product): [number, number] => [product.variable, 1]);
  const isPositive = (products[0]?.weight ?? 0) > 0;
  const members = isPositive ? products.map(({ other }): [number, number] => [other, -1]) : [];
  builder.row([[variable, -1], ...members, ...sum], isPositive ? '>=' : '<=', isPositive ? -1n : 0n);
}
