import { scoreConstrained } from '../../constrained-energy.ts';
import {
  type ConstrainedModel,
  type Constraint,
  emptyModel,
  validateConstrainedModel,
} from '../../constrained-model.ts';
import { encodeConstrainedModel } from '../../constrained-model-chunks.ts';
import { NodeError } from '../../errors.ts';
import { modelRoot } from '../../model-chunks.ts';
import { QuadraticSum } from '../../quadratic-terms.ts';
import { encodeSample } from '../../sample.ts';
import { greedyStarts } from './greedy.ts';
import type { MigrationChannel, MigrationInventory } from './migration-inventory.ts';
import type { MigrationParameters, MigrationProblem } from './parameters.ts';
import { type MigrationPlan, migrationPlan } from './plan.ts';
import { durationYears, exposureFrom, yearlyCosts } from './schedule.ts';

/** What inventory and problem determine; energy is exposure in weighted months. */
export interface CompiledMigration {
  readonly model: ConstrainedModel;
  readonly chunks: readonly Uint8Array[];
  readonly modelRoot: `0x${string}`;
  /** The plan by hand; samplers may start here. */
  readonly start: readonly number[];
  readonly baselines: { readonly nothing: bigint; readonly greedy: bigint };
  /** The plan of a start year per channel. Throws what encodeSample and scoreConstrained throw for choices that break a rule. */
  readonly decode: (choices: readonly number[]) => MigrationPlan;
}

/**
 * One group per channel: the year it starts in, or not within the plan. For each year, also those in which a migration runs on after the
 * plan, what is spent stays within the budget. Throws MIGRATION_NOTHING where no channel needs any.
 */
export function compileMigration(inventory: MigrationInventory, { parameters }: MigrationProblem): CompiledMigration {
  const { channels } = inventory;
  if (channels.length === 0) throw new NodeError('MIGRATION_NOTHING', { rule: 'some channel needs migrating' });
  const model = migrationModel(channels, parameters);
  validateConstrainedModel(model);
  const chunks = encodeConstrainedModel(model);
  const score = (choices: readonly number[]) => scoreConstrained(model, encodeSample(choices, model));
  const start = greedyStarts(channels, parameters);
  const nothing = channels.map(() => parameters.years);
  return {
    model,
    chunks,
    modelRoot: modelRoot(chunks),
    start,
    baselines: { nothing: score(nothing), greedy: score(start) },
    decode: (choices) => {
      score(choices);
      return migrationPlan(channels, parameters, choices);
    },
  };
}

function migrationModel(channels: readonly MigrationChannel[], parameters: MigrationParameters): ConstrainedModel {
  const choices = parameters.years + 1;
  const energy = new QuadraticSum();
  let offset = 0n;
  for (const [index, channel] of channels.entries()) {
    // what no plan can save is the offset
    const least = exposureFrom(channel, 0, parameters);
    offset += BigInt(least);
    for (let start = 0; start < choices; start++) {
      const weight = exposureFrom(channel, start, parameters) - least;
      if (weight > 0) energy.add(index * choices + start, index * choices + start, weight);
    }
  }
  return {
    ...emptyModel,
    energyScale: { unit: 'weighted months', divisor: 1n },
    groups: channels.map(() => ({ size: choices })),
    offset,
    quadratic: energy.terms(),
    constraints: budgets(channels, parameters),
  };
}

function budgets(channels: readonly MigrationChannel[], { years, yearlyBudget }: MigrationParameters): Constraint[] {
  const longest = Math.max(...channels.map(durationYears));
  const rows: [number, number][][] = Array.from({ length: years + longest - 1 }, () => []);
  for (const [index, channel] of channels.entries()) {
    const costs = yearlyCosts(channel);
    for (let start = 0; start < years; start++)
      for (const [year, cost] of costs.entries())
        if (cost > 0) rows[start + year]?.push([index * (years + 1) + start, cost]);
  }
  return rows
    .filter((weights) => weights.length > 0)
    .map((weights) => ({ weights, sense: '<=', bound: BigInt(yearlyBudget) }));
}
