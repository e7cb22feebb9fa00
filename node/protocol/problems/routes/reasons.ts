import type { GroupRoute, LinkChange } from './plan.ts';

/** One sentence of why, as a message key and its numbers; the page has the words. */
export interface Reason {
  readonly key:
    | 'routes.vehiclesGuided'
    | 'routes.vehiclesRerouted'
    | 'routes.minutesSaved'
    | 'routes.roadRelieved'
    | 'routes.roadLoaded';
  readonly values: Readonly<Record<string, number>>;
}

const roadsNamed = 3;

/**
 * Vehicles guided; of these, vehicles not on the route that is fastest now; average minutes saved per trip of all `trips`; the
 * roads that lose and gain most vehicles.
 */
export function reasonsOf(groups: readonly GroupRoute[], links: readonly LinkChange[], trips: number): Reason[] {
  const rerouted = groups.filter(({ isFastestNow }) => !isFastestNow);
  const byChange = [...links].sort((a, b) => changeOf(a) - changeOf(b) || a.id - b.id);
  const relieved = byChange.slice(0, roadsNamed).filter((link) => changeOf(link) < 0);
  const loaded = byChange.reverse().slice(0, roadsNamed);
  return [
    { key: 'routes.vehiclesGuided', values: { vehicles: vehiclesIn(groups), trips } },
    { key: 'routes.vehiclesRerouted', values: { vehicles: vehiclesIn(rerouted) } },
    {
      key: 'routes.minutesSaved',
      values: { minutes: minutesSaved(links) / trips, totalHours: minutesSaved(links) / 60 },
    },
    ...relieved.map((link): Reason => ({ key: 'routes.roadRelieved', values: roadValues(link) })),
    ...loaded
      .filter((link) => changeOf(link) > 0)
      .map((link): Reason => ({ key: 'routes.roadLoaded', values: roadValues(link) })),
  ];
}

function changeOf({ loadBefore, loadAfter }: LinkChange): number {
  return loadAfter - loadBefore;
}

function vehiclesIn(groups: readonly GroupRoute[]): number {
  return groups.reduce((sum, { vehicles }) => sum + vehicles, 0);
}

function minutesSaved(links: readonly LinkChange[]): number {
  return links.reduce(
    (sum, { loadBefore, loadAfter, minutesBefore, minutesAfter }) =>
      sum + loadBefore * minutesBefore - loadAfter * minutesAfter,
    0,
  );
}

function roadValues(link: LinkChange): Record<string, number> {
  const { id, from, to, minutesBefore, minutesAfter } = link;
  const vehicles = Math.abs(changeOf(link));
  return { id, from, to, vehicles, minutesBefore, minutesAfter };
}
