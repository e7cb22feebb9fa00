import type { SnapshotContent } from '../../snapshot.ts';
import { areaWord } from '../area.ts';
import type { ProblemScope } from '../problem.ts';
import type { RoutesProblem } from './parameters.ts';

/** Route guidance changes the ways of a part of one city's drivers; the change is that part in permille. */
export function routesScope({ city }: Pick<SnapshotContent, 'city'>, { parameters }: RoutesProblem): ProblemScope {
  return { area: areaWord(city), change: BigInt(parameters.sharePermille) };
}
