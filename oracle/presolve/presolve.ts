import { type ConstrainedModel, emptyModel, variablesOf } from '../../node/protocol/constrained-model.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import { linearRules } from '../../node/protocol/model-rules.ts';
import { Domains } from './domains.ts';
import { fixDominated } from './dominance.ts';
import { reducedModel } from './reduced-model.ts';
import { dropDuplicates, fixByRow, type Row, reduceRow } from './rows.ts';

/** A smaller model with the same least energy, and the way back. */
export interface Presolved {
  readonly model: ConstrainedModel;
  /** A sample of the smaller model as one of the whole. */
  restore(bits: ArrayLike<number>): Uint8Array;
  /** A sample of the whole as one of the smaller, as far as it agrees with what is fixed; it may break rules. */
  reduce(bits: ArrayLike<number>): Uint8Array;
  readonly fixedBits: number;
  readonly droppedRows: number;
}

/**
 * Fixes bits that groups and rows leave no choice, or that some best sample can do without; drops rows that always hold or say what
 * others say; divides rows by their common divisor. At least one sample of least energy survives. Throws MODEL_INFEASIBLE.
 */
export function presolve(model: ConstrainedModel): Presolved {
  const size = variablesOf(model);
  const fixable = variablesOf({ ...model, integers: [] });
  const domains = new Domains(size, fixable);
  const all = linearRules({ ...model, integers: [] });
  let rows: readonly Row[] = all;
  for (let before = -1; before !== domains.fixed; ) {
    before = domains.fixed;
    fixByGroups(model, domains);
    rows = dropDuplicates(rows.flatMap((row) => reduceRow(row, domains) ?? []));
    for (const row of rows) fixByRow(row, domains);
    if (before === domains.fixed) fixDominated(model, rows, domains);
  }
  if (domains.fixed === 0 && rows.length === all.length && all.length === model.constraints.length)
    return asItIs(model);
  const kept = Array.from(domains.values.keys()).filter((bit) => domains.isOpen(bit));
  return {
    model: kept.length === 0 ? constant(model, domains) : reducedModel(model, rows, domains),
    restore: (bits) => {
      const whole = domains.values.slice();
      for (const [place, bit] of kept.entries()) whole[bit] = bits[place] ?? 0;
      return whole;
    },
    reduce: (bits) => Uint8Array.from(kept.length === 0 ? [0] : kept, (bit) => bits[bit] ?? 0),
    fixedBits: domains.fixed,
    droppedRows: all.length - rows.length,
  };
}

/** Nothing was found; smaller numbers in rows alone are not worth a copy. */
function asItIs(model: ConstrainedModel): Presolved {
  const same = (bits: ArrayLike<number>) => Uint8Array.from(bits);
  return { model, restore: same, reduce: same, fixedBits: 0, droppedRows: 0 };
}

/** Every bit is known: one bit that does not matter, because a model has some. */
function constant(model: ConstrainedModel, domains: Domains): ConstrainedModel {
  const { offset } = reducedModel(model, [], domains);
  return { ...emptyModel, energyScale: model.energyScale, binaries: 1, offset };
}

function fixByGroups({ groups }: ConstrainedModel, domains: Domains): void {
  let next = 0;
  for (const [group, { size }] of groups.entries()) {
    const members = Array.from({ length: size }, () => next++);
    const chosen = members.filter((bit) => domains.values[bit] === 1);
    const open = members.filter((bit) => domains.isOpen(bit));
    const [only] = open;
    if (chosen.length > 1 || (chosen.length === 0 && only === undefined)) {
      throw new NodeError('MODEL_INFEASIBLE', { rule: 'a group that cannot be one-hot', group });
    }
    if (chosen.length === 1) for (const bit of open) domains.fix(bit, 0, 'one of the group is chosen');
    else if (open.length === 1 && only !== undefined) domains.fix(only, 1, 'the rest of the group is not chosen');
  }
}
