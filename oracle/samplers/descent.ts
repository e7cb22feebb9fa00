import { loadsOf } from '../../node/protocol/energy.ts';
import { groupOffsets, type OneHotModel } from '../../node/protocol/model.ts';
import { evaluate } from '../../node/protocol/polynomial.ts';
import type { Sample } from './sampler.ts';

interface Row {
  readonly term: number;
  readonly weight: bigint;
}

/**
 * Greedy descent with exact energies: group after group takes its best choice until no single group can improve, or
 * `mostMoves` were tried.
 */
export function descend(model: OneHotModel, start: Sample, mostMoves: number): Sample & { readonly workDone: number } {
  const rows = rowsOf(model);
  const offsets = groupOffsets(model);
  const loads = loadsOf(model, start.choices);
  const energies = model.terms.map(({ coefficients }, term) => evaluate(coefficients, loads[term] ?? 0n));
  const choices = [...start.choices];
  let energy = start.energy;
  let workDone = 0;
  for (let stable = 0, group = 0; stable < choices.length; group = (group + 1) % choices.length) {
    const size = model.groups[group]?.size ?? 0;
    if (workDone + size > mostMoves) break;
    workDone += size;
    stable++;
    const first = offsets[group] ?? 0;
    for (let choice = 0; choice < size; choice++) {
      const changes = changesOf(rows[first + (choices[group] ?? 0)], rows[first + choice]);
      const delta = deltaOf(model, loads, energies, changes);
      if (delta >= 0n) continue;
      for (const [term, change] of changes) {
        loads[term] = (loads[term] ?? 0n) + change;
        energies[term] = evaluate(model.terms[term]?.coefficients ?? [], loads[term] ?? 0n);
      }
      choices[group] = choice;
      energy += delta;
      stable = 0;
    }
  }
  return { choices, energy, workDone };
}

function deltaOf(
  model: OneHotModel,
  loads: readonly bigint[],
  energies: readonly bigint[],
  changes: ReadonlyMap<number, bigint>,
): bigint {
  let delta = 0n;
  for (const [term, change] of changes) {
    if (change === 0n) continue;
    delta += evaluate(model.terms[term]?.coefficients ?? [], (loads[term] ?? 0n) + change) - (energies[term] ?? 0n);
  }
  return delta;
}

/** Change of load per term when one variable gives way to another. */
function changesOf(from: readonly Row[] = [], to: readonly Row[] = []): Map<number, bigint> {
  const changes = new Map<number, bigint>();
  if (from === to) return changes;
  for (const { term, weight } of from) changes.set(term, -weight);
  for (const { term, weight } of to) changes.set(term, (changes.get(term) ?? 0n) + weight);
  return changes;
}

function rowsOf(model: OneHotModel): Row[][] {
  const rows: Row[][] = [];
  for (const [term, { weights }] of model.terms.entries()) {
    for (const [variable, weight] of weights) {
      const row = rows[variable];
      if (row === undefined) rows[variable] = [{ term, weight: BigInt(weight) }];
      else row.push({ term, weight: BigInt(weight) });
    }
  }
  return rows;
}
