import type { Road } from './evidence.ts';

export const LOAD_CLASSES = ['free', 'busy', 'full', 'jammed'] as const;
export type LoadClass = (typeof LOAD_CLASSES)[number];
export const CHANGE_CLASSES = ['less', 'same', 'more'] as const;
export type ChangeClass = (typeof CHANGE_CLASSES)[number];

/** Upper limits of load over capacity. Sioux Falls is a crowded network: many links carry more than their capacity. */
const LIMITS = [0.8, 1.2, 1.6] as const;
/** A change below this share of today's load is drawn as none. */
const SAME = 0.005;

/** How full a road is. */
export function loadClass(load: number, capacity: number): LoadClass {
  const fullness = load / capacity;
  const index = LIMITS.findIndex((limit) => fullness < limit);
  return LOAD_CLASSES[index] ?? 'jammed';
}

/** Which way the plan changes a road. */
export function changeClass(road: Road): ChangeClass {
  const change = (road.plan ?? road.today) - road.today;
  if (Math.abs(change) <= SAME * Math.max(road.today, 1)) return 'same';
  return change < 0 ? 'less' : 'more';
}

/** Dashes as a second sign beside colour (SVG stroke-dasharray). */
export const PATTERNS: Readonly<Record<LoadClass | ChangeClass, string | undefined>> = {
  free: undefined,
  busy: undefined,
  full: '9 2.5',
  jammed: '2.5 2',
  less: undefined,
  same: '1 3',
  more: '5 2.5',
};
