import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import type { Domains } from './domains.ts';
import type { Row } from './rows.ts';

/** Which way a bit may go without breaking a row that holds. */
interface Freedom {
  readonly down: Uint8Array;
  readonly up: Uint8Array;
}

/**
 * Fixes free bits whose energy only falls one way, whatever the others do, where no row holds them back (P. L. Hammer, P. Hansen, B.
 * Simeone, Math. Program. 28, 1984: first-order persistency); and among members of a group that differ in their linear weight alone
 * keeps the least. Some sample of least energy survives.
 */
export function fixDominated(model: ConstrainedModel, rows: readonly Row[], domains: Domains): void {
  const size = domains.values.length;
  const { low, high, isCoupled } = slopes(model, domains);
  const isInTerm = new Uint8Array(size);
  for (const { weights } of model.terms) for (const [bit] of weights) isInTerm[bit] = 1;
  const { down, up } = freedom(rows, size);
  let next = 0;
  for (const group of model.groups) {
    const members = Array.from({ length: group.size }, () => next++).filter((bit) => domains.isOpen(bit));
    const alone = members.filter(
      (bit) => isCoupled[bit] === 0 && isInTerm[bit] === 0 && down[bit] === 1 && up[bit] === 1,
    );
    const least = alone.reduce((best, bit) => ((low[bit] ?? 0) < (low[best] ?? 0) ? bit : best), alone[0] ?? -1);
    for (const bit of alone) if (bit !== least) domains.fix(bit, 0, 'dominated');
  }
  for (let bit = next; bit < domains.fixable; bit++) {
    if (!domains.isOpen(bit) || isInTerm[bit] === 1) continue;
    // each holds whatever the other bits are, so all of them together
    if ((low[bit] ?? 0) >= 0 && down[bit] === 1) domains.fix(bit, 0, 'dominated');
    else if ((high[bit] ?? 0) <= 0 && up[bit] === 1) domains.fix(bit, 1, 'dominated');
  }
}

/** Least and most that turning a bit on can change the energy. */
function slopes({ quadratic: { rows, columns, weights } }: ConstrainedModel, domains: Domains) {
  const size = domains.values.length;
  const low = new Float64Array(size);
  const high = new Float64Array(size);
  const isCoupled = new Uint8Array(size);
  const add = (bit: number, least: number, most: number) => {
    low[bit] = (low[bit] ?? 0) + least;
    high[bit] = (high[bit] ?? 0) + most;
  };
  for (let at = 0; at < weights.length; at++) {
    const row = rows[at] ?? 0;
    const column = columns[at] ?? 0;
    const weight = weights[at] ?? 0;
    if (row === column) add(row, weight, weight);
    else {
      for (const [bit, other] of [
        [row, column],
        [column, row],
      ] as const) {
        if (domains.values[other] === 1) add(bit, weight, weight);
        else if (domains.isOpen(other)) {
          add(bit, Math.min(0, weight), Math.max(0, weight));
          isCoupled[bit] = 1;
        }
      }
    }
  }
  return { low, high, isCoupled };
}

function freedom(rows: readonly Row[], size: number): Freedom {
  const down = new Uint8Array(size).fill(1);
  const up = new Uint8Array(size).fill(1);
  for (const { weights, sense } of rows) {
    for (const [bit, weight] of weights) {
      if (sense === '=' || (sense === '<=') === weight > 0) up[bit] = 0;
      if (sense === '=' || (sense === '>=') === weight > 0) down[bit] = 0;
    }
  }
  return { down, up };
}
