import type { Highs, Model } from 'highs';
import type { IntegerProgram } from '../../node/protocol/lowerings/integer-program.ts';
import { costUnit, openProgram } from './highs.ts';

/** What HiGHS says of the linear relaxation; floats, proof of nothing. Duals are of the program's own cost, not divided. */
export type Relaxed =
  | { readonly status: 'optimal'; readonly value: number; readonly values: Float64Array; readonly duals: Float64Array }
  /** The ray is a combination of rows that contradicts the ranges, where there is one. */
  | { readonly status: 'infeasible'; readonly ray: Float64Array | undefined }
  | { readonly status: 'unknown' };

/** The linear relaxation of a program, to be solved again and again under other ranges from the basis of the last time. */
export class Relaxation {
  readonly #engine: Highs;
  readonly #model: Model;
  readonly #unit: number;
  readonly #columns: number;

  constructor(engine: Highs, program: IntegerProgram, timeLimit?: number) {
    this.#engine = engine;
    this.#model = openProgram(engine, program, { isInteger: false, timeLimit });
    // presolve forgets the basis, and gives no ray
    this.#model.options.set({ presolve: 'off', solver: 'simplex' });
    this.#unit = costUnit(program);
    this.#columns = program.cost.length;
  }

  setRanges(lower: readonly number[], upper: readonly number[]): void {
    this.#model.changeColsBounds({ kind: 'range', from: 0, to: this.#columns - 1 }, lower, upper);
  }

  solve(): Relaxed {
    const { modelStatus } = this.#model.run();
    const { optimal, infeasible } = this.#engine.constants.modelStatus;
    if (modelStatus === optimal) {
      const { colValue, rowDual } = this.#model.getSolution();
      return {
        status: 'optimal',
        value: this.#model.getObjectiveValue() * this.#unit,
        values: colValue.subarray(0, this.#columns),
        duals: rowDual.map((dual) => dual * this.#unit),
      };
    }
    if (modelStatus === infeasible) return { status: 'infeasible', ray: this.#model.getDualRay()?.values };
    return { status: 'unknown' };
  }

  dispose(): void {
    this.#model.dispose();
  }
}
