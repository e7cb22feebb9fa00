import { type FlatModel, termCurvature, termSlope } from '../samplers/flat-model.ts';

/** A point of the relaxation: each group's variables are parts that add up to 1. */
export interface RelaxedSample {
  /** Part per variable. */
  readonly parts: Float64Array;
  /** Load per term. */
  readonly loads: Float64Array;
  /** Frank-Wolfe gap, in energy units of the flat model: how far the point can lie above the relaxed optimum. */
  readonly gap: number;
  readonly sweeps: number;
}

interface Relaxation {
  readonly model: FlatModel;
  readonly parts: Float64Array;
  readonly loads: Float64Array;
  readonly slopes: Float64Array;
  readonly curvatures: Float64Array;
}

/**
 * Minimises convex terms over the groups' simplices: pairwise Frank-Wolfe steps, group by group, from each used variable to the
 * cheapest, with a Newton step length (S. Lacoste-Julien, M. Jaggi, NIPS 2015). `start` = variable per group.
 */
export function relax(
  model: FlatModel,
  start: readonly number[],
  { targetGap, mostSweeps }: { targetGap: number; mostSweeps: number },
): RelaxedSample {
  const relaxation = begin(model, start);
  let gap = Number.POSITIVE_INFINITY;
  let sweeps = 0;
  while (sweeps < mostSweeps && gap > targetGap) {
    for (let group = 0; group < model.groupCount; group++) improveGroup(relaxation, group);
    gap = frankWolfeGap(relaxation);
    sweeps++;
  }
  return { parts: relaxation.parts, loads: relaxation.loads, gap, sweeps };
}

function begin(model: FlatModel, start: readonly number[]): Relaxation {
  const relaxation: Relaxation = {
    model,
    parts: new Float64Array(model.groupOfVariable.length),
    loads: model.bases.slice(),
    slopes: new Float64Array(model.termCount),
    curvatures: new Float64Array(model.termCount),
  };
  for (let term = 0; term < model.termCount; term++) setLoad(relaxation, term, model.bases[term] ?? 0);
  for (const variable of start) addPart(relaxation, variable, 1);
  return relaxation;
}

function improveGroup(relaxation: Relaxation, group: number): void {
  const { model, parts } = relaxation;
  const first = model.groupStarts[group] ?? 0;
  const end = model.groupStarts[group + 1] ?? 0;
  const cheapest = cheapestVariable(relaxation, first, end);
  for (let variable = first; variable < end; variable++) {
    const part = parts[variable] ?? 0;
    if (variable === cheapest || part === 0) continue;
    const excess = priceOf(relaxation, variable) - priceOf(relaxation, cheapest);
    if (excess <= 0) continue;
    const curvature = curvatureBetween(relaxation, variable, cheapest);
    const moved = curvature > 0 ? Math.min(part, excess / curvature) : part;
    addPart(relaxation, variable, -moved);
    addPart(relaxation, cheapest, moved);
  }
}

function frankWolfeGap(relaxation: Relaxation): number {
  const { model, parts } = relaxation;
  let gap = 0;
  for (let group = 0; group < model.groupCount; group++) {
    const first = model.groupStarts[group] ?? 0;
    const end = model.groupStarts[group + 1] ?? 0;
    const least = priceOf(relaxation, cheapestVariable(relaxation, first, end));
    for (let variable = first; variable < end; variable++) {
      const part = parts[variable] ?? 0;
      if (part > 0) gap += part * (priceOf(relaxation, variable) - least);
    }
  }
  return gap;
}

function cheapestVariable(relaxation: Relaxation, first: number, end: number): number {
  let cheapest = first;
  let least = priceOf(relaxation, first);
  for (let variable = first + 1; variable < end; variable++) {
    const price = priceOf(relaxation, variable);
    if (price < least) {
      least = price;
      cheapest = variable;
    }
  }
  return cheapest;
}

function priceOf({ model, slopes }: Relaxation, variable: number): number {
  const end = model.rowStarts[variable + 1] ?? 0;
  let price = 0;
  for (let at = model.rowStarts[variable] ?? 0; at < end; at++) {
    price += (model.rowWeights[at] ?? 0) * (slopes[model.rowTerms[at] ?? 0] ?? 0);
  }
  return price;
}

/** Second derivative of energy along a shift from one variable to the other: their rows merged by term. */
function curvatureBetween({ model, curvatures }: Relaxation, from: number, to: number): number {
  const { rowStarts, rowTerms, rowWeights } = model;
  const fromEnd = rowStarts[from + 1] ?? 0;
  const toEnd = rowStarts[to + 1] ?? 0;
  let a = rowStarts[from] ?? 0;
  let b = rowStarts[to] ?? 0;
  let sum = 0;
  while (a < fromEnd || b < toEnd) {
    const termA = a < fromEnd ? (rowTerms[a] ?? 0) : model.termCount;
    const termB = b < toEnd ? (rowTerms[b] ?? 0) : model.termCount;
    const term = Math.min(termA, termB);
    const change = (termB === term ? (rowWeights[b++] ?? 0) : 0) - (termA === term ? (rowWeights[a++] ?? 0) : 0);
    sum += change * change * (curvatures[term] ?? 0);
  }
  return sum;
}

function addPart(relaxation: Relaxation, variable: number, part: number): void {
  const { model, parts, loads } = relaxation;
  parts[variable] = (parts[variable] ?? 0) + part;
  const end = model.rowStarts[variable + 1] ?? 0;
  for (let at = model.rowStarts[variable] ?? 0; at < end; at++) {
    const term = model.rowTerms[at] ?? 0;
    setLoad(relaxation, term, (loads[term] ?? 0) + part * (model.rowWeights[at] ?? 0));
  }
}

function setLoad({ model, loads, slopes, curvatures }: Relaxation, term: number, load: number): void {
  loads[term] = load;
  slopes[term] = termSlope(model, term, load);
  curvatures[term] = termCurvature(model, term, load);
}
