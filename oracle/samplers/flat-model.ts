import { groupOffsets, type OneHotModel } from '../../node/protocol/model.ts';

/**
 * A model in flat arrays for kernels. Energies are divided by the model's divisor; loads are whole and below 2^53, so float64
 * holds them exactly. Row v (of `rowStarts`) lists by ascending term what variable v adds.
 */
export interface FlatModel {
  readonly groupCount: number;
  readonly termCount: number;
  /** First variable of each group, then the number of variables. */
  readonly groupStarts: Int32Array;
  readonly groupOfVariable: Int32Array;
  readonly rowStarts: Int32Array;
  readonly rowTerms: Int32Array;
  readonly rowWeights: Float64Array;
  readonly bases: Float64Array;
  /** Coefficients per term; the coefficient of L^i of term t at t x stride + i. */
  readonly stride: number;
  readonly coefficients: Float64Array;
}

export function flattenModel(model: OneHotModel): FlatModel {
  const groupStarts = groupOffsets(model);
  const variables = groupStarts[model.groups.length] ?? 0;
  const groupOfVariable = new Int32Array(variables);
  for (const [group] of model.groups.entries()) {
    groupOfVariable.fill(group, groupStarts[group], groupStarts[group + 1]);
  }
  const stride = model.terms.reduce((most, { coefficients }) => Math.max(most, coefficients.length), 1);
  const coefficients = new Float64Array(stride * model.terms.length);
  const divisor = Number(model.energyScale.divisor);
  for (const [index, term] of model.terms.entries()) {
    coefficients.set(
      term.coefficients.map((coefficient) => Number(coefficient) / divisor),
      stride * index,
    );
  }
  return {
    groupCount: model.groups.length,
    termCount: model.terms.length,
    groupStarts,
    groupOfVariable,
    ...flattenRows(model, variables),
    bases: Float64Array.from(model.terms, ({ base }) => Number(base)),
    stride,
    coefficients,
  };
}

function flattenRows(model: OneHotModel, variables: number): Pick<FlatModel, 'rowStarts' | 'rowTerms' | 'rowWeights'> {
  const rowStarts = new Int32Array(variables + 1);
  for (const { weights } of model.terms) {
    for (const [variable] of weights) rowStarts[variable + 1] = (rowStarts[variable + 1] ?? 0) + 1;
  }
  for (let at = 0; at < variables; at++) rowStarts[at + 1] = (rowStarts[at + 1] ?? 0) + (rowStarts[at] ?? 0);
  const next = rowStarts.slice();
  const rowTerms = new Int32Array(rowStarts[variables] ?? 0);
  const rowWeights = new Float64Array(rowTerms.length);
  for (const [term, { weights }] of model.terms.entries()) {
    for (const [variable, weight] of weights) {
      const at = next[variable] ?? 0;
      rowTerms[at] = term;
      rowWeights[at] = weight;
      next[variable] = at + 1;
    }
  }
  return { rowStarts, rowTerms, rowWeights };
}

/** Value of a term's polynomial at a load. */
export function termEnergy({ stride, coefficients }: FlatModel, term: number, load: number): number {
  const first = term * stride;
  let value = 0;
  for (let at = first + stride - 1; at >= first; at--) value = value * load + (coefficients[at] ?? 0);
  return value;
}

/** First derivative of a term's polynomial at a load. */
export function termSlope({ stride, coefficients }: FlatModel, term: number, load: number): number {
  const first = term * stride;
  let value = 0;
  for (let power = stride - 1; power >= 1; power--) value = value * load + power * (coefficients[first + power] ?? 0);
  return value;
}

/** Second derivative of a term's polynomial at a load. */
export function termCurvature({ stride, coefficients }: FlatModel, term: number, load: number): number {
  const first = term * stride;
  let value = 0;
  for (let power = stride - 1; power >= 2; power--) {
    value = value * load + power * (power - 1) * (coefficients[first + power] ?? 0);
  }
  return value;
}
