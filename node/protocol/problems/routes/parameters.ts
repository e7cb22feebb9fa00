import { readInteger, readLiteral, readObject } from '../../document-fields.ts';

/**
 * Route guidance: `sharePermille` of the drivers of each pair follow guidance, in groups of at most `groupTrips` vehicles that
 * drive together on one of `routesPerPair` candidate routes.
 */
export interface RoutesParameters {
  readonly sharePermille: number;
  readonly routesPerPair: number;
  readonly groupTrips: number;
}

/** What the sampler is told; part of the problem, so that everybody may repeat the search. */
export interface SolverSettings {
  readonly seed: number;
  readonly workUnits: number;
}

export interface RoutesProblem {
  readonly format: 'qdt-problem/1';
  readonly kind: 'routes';
  readonly parameters: RoutesParameters;
  readonly solver: SolverSettings;
}

const mostWorkUnits = 1_000_000_000;
const largestSeed = 0xffffffff;

/** The problem an agency asks by default: a fifth of the drivers. */
export const defaultRoutesParameters: RoutesParameters = { sharePermille: 200, routesPerPair: 4, groupTrips: 100 };
export const defaultSolverSettings: SolverSettings = { seed: 7, workUnits: 8_000_000 };

/** A problem document from the defaults and what differs from them. */
export function routesProblem(
  changes: { parameters?: Partial<RoutesParameters>; solver?: Partial<SolverSettings> } = {},
): RoutesProblem {
  return readRoutesProblem({
    format: 'qdt-problem/1',
    kind: 'routes',
    parameters: { ...defaultRoutesParameters, ...changes.parameters },
    solver: { ...defaultSolverSettings, ...changes.solver },
  });
}

/** Reads a problem document. Throws DOCUMENT_INVALID with the field and the rule. */
export function readRoutesProblem(document: unknown): RoutesProblem {
  const fields = readObject(document, 'problem', ['format', 'kind', 'parameters', 'solver']);
  const parameters = readObject(fields.parameters, 'parameters', ['sharePermille', 'routesPerPair', 'groupTrips']);
  const solver = readObject(fields.solver, 'solver', ['seed', 'workUnits']);
  return {
    format: readLiteral(fields.format, 'problem.format', 'qdt-problem/1'),
    kind: readLiteral(fields.kind, 'problem.kind', 'routes'),
    parameters: {
      sharePermille: readInteger(parameters.sharePermille, 'parameters.sharePermille', 1, 1000),
      routesPerPair: readInteger(parameters.routesPerPair, 'parameters.routesPerPair', 2, 8),
      groupTrips: readInteger(parameters.groupTrips, 'parameters.groupTrips', 1, 1_000_000),
    },
    solver: {
      seed: readInteger(solver.seed, 'solver.seed', 0, largestSeed),
      workUnits: readInteger(solver.workUnits, 'solver.workUnits', 1, mostWorkUnits),
    },
  };
}
