import { loadsOf } from '../../energy.ts';
import { NodeError } from '../../errors.ts';
import type { OneHotModel } from '../../model.ts';
import type { RoadLink } from '../../road-network.ts';
import type { SnapshotContent } from '../../snapshot.ts';
import type { GuidedGroup } from './guided-groups.ts';
import { type Reason, reasonsOf } from './reasons.ts';

/** One group's guidance: which of its candidate routes, and that route's link ids in driving order. */
export interface GroupRoute {
  readonly from: number;
  readonly to: number;
  readonly vehicles: number;
  readonly routeIndex: number;
  readonly isFastestNow: boolean;
  readonly route: readonly number[];
}

/** A link before and after: loads in vehicles (exact), travel times in minutes (for reading). */
export interface LinkChange {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
  readonly loadBefore: number;
  readonly loadAfter: number;
  readonly minutesBefore: number;
  readonly minutesAfter: number;
}

export interface RoutesPlan {
  readonly kind: 'routes';
  readonly groups: readonly GroupRoute[];
  readonly links: readonly LinkChange[];
  readonly reasons: readonly Reason[];
}

interface PlanInput {
  readonly snapshot: SnapshotContent;
  readonly groups: readonly GuidedGroup[];
  readonly model: OneHotModel;
  readonly choices: readonly number[];
}

/** Minutes in the network's unit of time, 0.01 hour. */
const minutesPerUnit = 0.6;

/** The plan that a sample stands for. Throws ROUTE_UNKNOWN for a choice that its group does not have. */
export function decodePlan({ snapshot, groups, model, choices }: PlanInput): RoutesPlan {
  const { links } = snapshot.network;
  const planned = groups.map((group, index) => groupRoute(group, choices[index], links));
  const loads = loadsOf(model, choices);
  const changes = links.map((link, index) => {
    const loadBefore = snapshot.flows.flows[index] ?? 0;
    const loadAfter = Number(loads[index] ?? 0n);
    const { id, from, to, capacity } = link;
    return {
      id,
      from,
      to,
      capacity,
      loadBefore,
      loadAfter,
      minutesBefore: travelMinutes(link, loadBefore),
      minutesAfter: travelMinutes(link, loadAfter),
    };
  });
  const trips = snapshot.demand.trips.reduce((sum, [, , count]) => sum + count, 0);
  return { kind: 'routes', groups: planned, links: changes, reasons: reasonsOf(planned, changes, trips) };
}

function groupRoute(group: GuidedGroup, choice: number | undefined, links: readonly RoadLink[]): GroupRoute {
  const route = choice === undefined ? undefined : group.routes[choice];
  if (choice === undefined || route === undefined) {
    throw new NodeError('ROUTE_UNKNOWN', { from: group.from, to: group.to, route: choice });
  }
  return {
    from: group.from,
    to: group.to,
    vehicles: group.vehicles,
    routeIndex: choice,
    isFastestNow: choice === group.fastest,
    route: route.map((link) => links[link]?.id ?? -1),
  };
}

function travelMinutes({ freeFlowTime, capacity }: RoadLink, load: number): number {
  const square = (load / capacity) * (load / capacity);
  return minutesPerUnit * freeFlowTime * (1 + 0.15 * square * square);
}
