import { type ConstrainedModel, emptyModel } from '../../constrained-model.ts';
import { encodeConstrainedModel } from '../../constrained-model-chunks.ts';
import { scoreChoices, scoreLoads } from '../../energy.ts';
import { NodeError } from '../../errors.ts';
import { modelLimits, type Term } from '../../model.ts';
import { modelRoot } from '../../model-chunks.ts';
import type { SnapshotContent } from '../../snapshot.ts';
import type { CompiledProblem } from '../problem.ts';
import { type GuidedGroup, guidedGroups, shareOf } from './guided-groups.ts';
import type { RoutesProblem } from './parameters.ts';
import { decodePlan } from './plan.ts';
import { energyDivisor, energyUnit, linkPolynomial } from './travel-time.ts';

/** The model of a route problem: one group per guided group, one term per link, energy = total travel time. */
export function compileRoutes(snapshot: SnapshotContent, { parameters }: RoutesProblem): CompiledProblem {
  const groups = guidedGroups(snapshot, parameters);
  const model = routesModel(snapshot, groups, parameters.sharePermille);
  const chunks = encodeConstrainedModel(model);
  const fastestChoices = groups.map(({ fastest }) => fastest);
  return {
    model,
    chunks,
    modelRoot: modelRoot(chunks),
    start: fastestChoices,
    baselines: {
      today: scoreLoads(model, snapshot.flows.flows.map(BigInt)),
      shortestPaths: scoreChoices(model, fastestChoices),
    },
    decode: (choices) => decodePlan({ snapshot, groups, model, choices }),
  };
}

function routesModel(
  { network, flows }: SnapshotContent,
  groups: readonly GuidedGroup[],
  sharePermille: number,
): ConstrainedModel {
  const weights: [number, number][][] = network.links.map(() => []);
  let variable = 0;
  let count = 0;
  for (const { routes, vehicles } of groups) {
    for (const route of routes) {
      count += route.length;
      if (count > modelLimits.weights) throw new NodeError('PROBLEM_TOO_LARGE', { rule: 'number of weights' });
      for (const link of route) weights[link]?.push([variable, vehicles]);
      variable++;
    }
  }
  const terms = network.links.map(
    (link, index): Term => ({
      base: BigInt(shareOf(flows.flows[index] ?? 0, 1000 - sharePermille)),
      weights: weights[index] ?? [],
      coefficients: linkPolynomial(link),
    }),
  );
  return {
    ...emptyModel,
    energyScale: { unit: energyUnit, divisor: energyDivisor },
    groups: groups.map(({ routes }) => ({ size: routes.length })),
    terms,
  };
}
