import highsModule, { type Highs, type Model, type ModelData } from 'highs';
import type { IntegerProgram } from '../../node/protocol/lowerings/integer-program.ts';

let loading: Promise<Highs> | undefined;

/** HiGHS, compiled to WebAssembly; loaded once per thread, single-threaded, blocks while it solves. */
export function highs(): Promise<Highs> {
  loading ??= load();
  return loading;
}

/** The package's types take its default export for an object that has one; what Node imports is the loader itself. */
async function load(): Promise<Highs> {
  const loader: unknown = highsModule;
  if (!isLoader(loader)) throw new Error('highs exports a loader');
  return loader();
}

function isLoader(value: unknown): value is typeof highsModule.default {
  return typeof value === 'function';
}

export interface OpenOptions {
  readonly isInteger: boolean;
  /** Seconds. */
  readonly timeLimit?: number | undefined;
}

/** The program in HiGHS, without its offset; costs divided by a power of two so that floats and tolerances suit them. Dispose it. */
export function openProgram(engine: Highs, program: IntegerProgram, { isInteger, timeLimit }: OpenOptions): Model {
  const model = engine.createModel(modelData(engine, program, isInteger));
  model.options.set({ output_flag: false, random_seed: 0 });
  if (isInteger) model.options.set({ mip_rel_gap: 0, mip_abs_gap: 0 });
  if (timeLimit !== undefined) model.options.set('time_limit', timeLimit);
  return model;
}

/** What HiGHS counts as 1 in the objective: a power of two near a ten-thousandth of the largest cost, at least 1. */
export function costUnit({ cost }: Pick<IntegerProgram, 'cost'>): number {
  const largest = cost.reduce((most, weight) => Math.max(most, Math.abs(Number(weight))), 0);
  return 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, largest))) - 13);
}

function modelData(engine: Highs, program: IntegerProgram, isInteger: boolean): ModelData {
  const { lower, upper, cost, rows } = program;
  const unit = costUnit(program);
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { weights } of rows) {
    for (const [variable, weight] of weights) {
      indices.push(variable);
      values.push(weight);
    }
    starts.push(indices.length);
  }
  const integer = engine.constants.variableType.integer;
  return {
    numCols: cost.length,
    numRows: rows.length,
    colCost: cost.map((weight) => Number(weight) / unit),
    colLower: lower,
    colUpper: upper,
    rowLower: rows.map(({ sense, bound }) => (sense === '<=' ? -engine.infinity : Number(bound))),
    rowUpper: rows.map(({ sense, bound }) => (sense === '>=' ? engine.infinity : Number(bound))),
    matrix: { format: 'csr', numCols: cost.length, numRows: rows.length, starts, indices, values },
    ...(isInteger ? { integrality: cost.map(() => integer) } : {}),
  };
}
