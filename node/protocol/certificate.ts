import { type ConstrainedModel, variablesOf } from './constrained-model.ts';
import { NodeError } from './errors.ts';
import { groupOffsets, type Term } from './model.ts';
import { derivative, evaluate } from './polynomial.ts';

/**
 * A proof that no sample can have less energy: one whole load y >= 0 per term. A convex P lies above its tangent,
 * P(L) >= P(y) + P'(y) (L - y), so energy >= sum of [P(y) + P'(y) (base - y)] + for each group the least of its variables'
 * sums of weight x P'(y) - whatever the group chooses. (Boyd and Vandenberghe, Convex Optimization, 3.1.3.)
 */
export interface Certificate {
  readonly kind: 'convex-tangent/1';
  readonly loads: readonly number[];
}

/**
 * The bound the certificate proves, exact. Any loads prove a bound; better loads a higher one. Constraints only take samples away;
 * quadratic terms and variables outside groups are refused: CERTIFICATE_NOT_CONVEX.
 */
export function checkCertificate(model: ConstrainedModel, certificate: Certificate): bigint {
  if (certificate.loads.length !== model.terms.length) {
    throw new NodeError('CERTIFICATE_LENGTH', { expected: model.terms.length, found: certificate.loads.length });
  }
  const offsets = groupOffsets(model);
  const prices = new Array<bigint>(offsets[model.groups.length] ?? 0).fill(0n);
  if (variablesOf(model) !== prices.length || model.quadratic.weights.length > 0) {
    throw new NodeError('CERTIFICATE_NOT_CONVEX', { rule: 'terms over groups only' });
  }
  let bound = model.offset;
  for (const [index, term] of model.terms.entries()) {
    requireConvex(term, index);
    const load = tangentPoint(certificate.loads[index], index);
    const slope = evaluate(derivative(term.coefficients), load);
    bound += evaluate(term.coefficients, load) + slope * (term.base - load);
    for (const [variable, weight] of term.weights) prices[variable] = (prices[variable] ?? 0n) + BigInt(weight) * slope;
  }
  for (const [group, { size }] of model.groups.entries()) bound += least(prices, offsets[group] ?? 0, size);
  return bound;
}

function requireConvex(term: Term, index: number): void {
  const loadIsNeverNegative = term.base >= 0n && term.weights.every(([, weight]) => weight >= 0);
  const isConvex = term.coefficients.every((coefficient, power) => power < 2 || coefficient >= 0n);
  if (!loadIsNeverNegative || !isConvex) throw new NodeError('CERTIFICATE_NOT_CONVEX', { term: index });
}

function tangentPoint(load: number | undefined, index: number): bigint {
  if (load === undefined || !Number.isSafeInteger(load) || load < 0) {
    throw new NodeError('CERTIFICATE_LOAD_INVALID', { term: index, load });
  }
  return BigInt(load);
}

function least(prices: readonly bigint[], from: number, size: number): bigint {
  let lowest = prices[from] ?? 0n;
  for (let at = from + 1; at < from + size; at++) {
    const price = prices[at] ?? 0n;
    if (price < lowest) lowest = price;
  }
  return lowest;
}
