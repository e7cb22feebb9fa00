import { NodeError } from '../../errors.ts';
import { modelLimits } from '../../model.ts';
import type { SnapshotContent } from '../../snapshot.ts';
import { type PairRoutes, routeFinder } from './candidate-routes.ts';
import type { RoutesParameters } from './parameters.ts';

/** Vehicles of one pair that drive together. */
export interface GuidedGroup extends PairRoutes {
  readonly from: number;
  readonly to: number;
  readonly vehicles: number;
}

/** part x permille / 1000 to the nearest whole, halves up. */
export function shareOf(whole: number, permille: number): number {
  return Math.floor((2 * whole * permille + 1000) / 2000);
}

/** Every pair's guided vehicles (its share, rounded) in the fewest groups of nearly equal size, with candidate routes. */
export function guidedGroups(snapshot: SnapshotContent, parameters: RoutesParameters): GuidedGroup[] {
  const findRoutes = routeFinder(snapshot);
  const groups: GuidedGroup[] = [];
  for (const [from, to, count] of snapshot.demand.trips) {
    const guided = shareOf(count, parameters.sharePermille);
    const parts = Math.ceil(guided / parameters.groupTrips);
    if (groups.length + parts > modelLimits.groups)
      throw new NodeError('PROBLEM_TOO_LARGE', { rule: 'number of groups' });
    if (parts === 0) continue;
    const routes = findRoutes(from, to, parameters.routesPerPair);
    for (const vehicles of equalParts(guided, parts)) groups.push({ from, to, vehicles, ...routes });
  }
  if (groups.length === 0) throw new NodeError('PROBLEM_EMPTY', { rule: 'somebody follows guidance' });
  return groups;
}

function equalParts(whole: number, parts: number): number[] {
  const least = Math.floor(whole / parts);
  return Array.from({ length: parts }, (_, index) => (index < whole % parts ? least + 1 : least));
}
