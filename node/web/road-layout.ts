import type { Crossing } from './evidence.ts';

export interface Placed {
  x: number;
  y: number;
}

/** The drawing field of a road network, in its own units. */
export const VIEW = { width: 320, height: 400, margin: 16 } as const;

/** Half the distance between the two directions of a road. */
const SIDE = 3.4;
/** Room left for the mark of a crossing. */
const END = 9;

/** Fits the crossings into the field. */
export function placeCrossings(crossings: readonly Crossing[]): Map<number, Placed> {
  const xs = crossings.map((crossing) => crossing.x);
  const ys = crossings.map((crossing) => crossing.y);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  const scaleX = (VIEW.width - 2 * VIEW.margin) / Math.max(Math.max(...xs) - left, 1e-9);
  const scaleY = (VIEW.height - 2 * VIEW.margin) / Math.max(Math.max(...ys) - top, 1e-9);
  return new Map(
    crossings.map(({ id, x, y }) => [
      id,
      { x: VIEW.margin + (x - left) * scaleX, y: VIEW.margin + (y - top) * scaleY },
    ]),
  );
}

/** The line of one direction, to the right of the road's middle as traffic drives there. */
export function roadLine(from: Placed, to: Placed): string {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.max(Math.hypot(dx, dy), 1e-9);
  const side = { x: (-dy / length) * SIDE, y: (dx / length) * SIDE };
  const along = { x: (dx / length) * END, y: (dy / length) * END };
  const start = `${round(from.x + side.x + along.x)} ${round(from.y + side.y + along.y)}`;
  const end = `${round(to.x + side.x - along.x)} ${round(to.y + side.y - along.y)}`;
  return `M${start}L${end}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
