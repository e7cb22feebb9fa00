import { readInteger, readLiteral, readObject } from '../../document-fields.ts';
import { largestCost } from '../../quantum-risk/data-classes.ts';
import type { SolverSettings } from '../routes/parameters.ts';

/** Which channels to migrate in which year: `years` years, each with the same budget; Z = `quantumMonths` from now. */
export interface MigrationParameters {
  readonly quantumMonths: number;
  readonly yearlyBudget: number;
  readonly years: number;
}

export interface MigrationProblem {
  readonly format: 'qdt-problem/1';
  readonly kind: 'migration';
  readonly parameters: MigrationParameters;
  readonly solver: SolverSettings;
}

const mostWorkUnits = 1_000_000_000;
const largestSeed = 0xffffffff;
const mostYears = 50;

export const defaultMigrationSolver: SolverSettings = { seed: 7, workUnits: 2_000_000 };

/** Reads a problem document. Throws DOCUMENT_INVALID with the field and the rule. */
export function readMigrationProblem(document: unknown): MigrationProblem {
  const fields = readObject(document, 'problem', ['format', 'kind', 'parameters', 'solver']);
  const parameters = readObject(fields.parameters, 'parameters', ['quantumMonths', 'yearlyBudget', 'years']);
  const solver = readObject(fields.solver, 'solver', ['seed', 'workUnits']);
  return {
    format: readLiteral(fields.format, 'problem.format', 'qdt-problem/1'),
    kind: readLiteral(fields.kind, 'problem.kind', 'migration'),
    parameters: {
      quantumMonths: readInteger(parameters.quantumMonths, 'parameters.quantumMonths', 0, 12_000),
      yearlyBudget: readInteger(parameters.yearlyBudget, 'parameters.yearlyBudget', 0, largestCost),
      years: readInteger(parameters.years, 'parameters.years', 1, mostYears),
    },
    solver: {
      seed: readInteger(solver.seed, 'solver.seed', 0, largestSeed),
      workUnits: readInteger(solver.workUnits, 'solver.workUnits', 1, mostWorkUnits),
    },
  };
}
