import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import type { Term } from '../../node/protocol/model.ts';
import { evaluate } from '../../node/protocol/polynomial.ts';
import { QuadraticSum } from '../../node/protocol/quadratic-terms.ts';
import type { Domains } from './domains.ts';
import type { Row } from './rows.ts';

/** The model over open bits, which keep their order; what the fixed ones cost goes into offset, bases and linear weights. */
export function reducedModel(model: ConstrainedModel, rows: readonly Row[], domains: Domains): ConstrainedModel {
  const places = new Map<number, number>();
  for (const bit of domains.values.keys()) if (domains.isOpen(bit)) places.set(bit, places.size);
  const place = (bit: number) => places.get(bit) ?? 0;
  const { quadratic, constant } = reduceQuadratic(model, domains, place);
  const terms = model.terms.map((term) => reduceTerm(term, domains, place));
  const constants = terms.filter(({ weights }) => weights.length === 0);
  let next = 0;
  const groups = model.groups
    .map((group) => Array.from({ length: group.size }, () => next++).filter((bit) => domains.isOpen(bit)).length)
    .filter((size) => size > 0)
    .map((size) => ({ size }));
  const free = Array.from({ length: model.binaries }, () => next++).filter((bit) => domains.isOpen(bit));
  return {
    ...model,
    groups,
    binaries: free.length,
    offset: constants.reduce(
      (sum, { base, coefficients }) => sum + evaluate(coefficients, base),
      model.offset + constant,
    ),
    quadratic,
    terms: terms.filter(({ weights }) => weights.length > 0),
    constraints: rows.map((row) => ({ ...row, weights: row.weights.map(([bit, weight]) => [place(bit), weight]) })),
    cardinalities: [],
    flows: [],
  };
}

function reduceQuadratic({ quadratic }: ConstrainedModel, domains: Domains, place: (bit: number) => number) {
  const { rows, columns, weights } = quadratic;
  const sum = new QuadraticSum();
  let constant = 0n;
  for (let at = 0; at < weights.length; at++) {
    const row = rows[at] ?? 0;
    const column = columns[at] ?? 0;
    const weight = weights[at] ?? 0;
    if (domains.values[row] === 0 || domains.values[column] === 0) continue;
    const [first, second] = [row, column].filter((bit) => domains.isOpen(bit));
    if (first === undefined) constant += BigInt(weight);
    else sum.add(place(first), place(second ?? first), weight);
  }
  return { quadratic: sum.terms(), constant };
}

function reduceTerm({ base, weights, coefficients }: Term, domains: Domains, place: (bit: number) => number): Term {
  const fixed = weights.reduce((sum, [bit, weight]) => sum + (domains.values[bit] === 1 ? weight : 0), 0);
  return {
    base: base + BigInt(fixed),
    weights: weights.filter(([bit]) => domains.isOpen(bit)).map(([bit, weight]) => [place(bit), weight]),
    coefficients,
  };
}
