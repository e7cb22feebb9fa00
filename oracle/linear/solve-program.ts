import type { Highs } from 'highs';
import { type IntegerProgram, programValue } from '../../node/protocol/lowerings/integer-program.ts';
import { costUnit, openProgram } from './highs.ts';

export interface ProgramSolution {
  /** Whole numbers that meet every row, checked exactly; undefined where none was found. */
  readonly values: readonly number[] | undefined;
  /** What HiGHS says; never a proof. */
  readonly claim: 'optimal' | 'infeasible' | 'open';
  /** HiGHS' own lower bound of the energy, claimed. */
  readonly claimedBound: number;
}

export interface ProgramOptions {
  /** Seconds. */
  readonly timeLimit: number;
  /** Where to start: whole numbers that meet every row. */
  readonly start?: readonly number[] | undefined;
  readonly onBetter?: ((values: readonly number[]) => void) | undefined;
}

/** Branch and cut by HiGHS. What it finds is rounded and checked exactly before it counts. */
export function solveProgram(engine: Highs, program: IntegerProgram, options: ProgramOptions): ProgramSolution {
  const model = openProgram(engine, program, { isInteger: true, timeLimit: options.timeLimit });
  let best: { values: readonly number[]; value: bigint } | undefined;
  const consider = (found: Float64Array | undefined) => {
    if (found === undefined || found.length < program.cost.length) return;
    // + 0: no negative zero
    const values = Array.from(found.subarray(0, program.cost.length), (value) => Math.round(value) + 0);
    const value = programValue(program, values);
    if (value === undefined || (best !== undefined && value >= best.value)) return;
    best = { values, value };
    options.onBetter?.(values);
  };
  try {
    if (options.start !== undefined) model.setSolution({ colValue: [...options.start] });
    const { modelStatus } = model.run({
      [engine.constants.callbackType.mipImprovingSolution]: (event) => {
        consider(event.data.mip_solution);
        return undefined;
      },
    });
    consider(model.getSolution().colValue);
    const { optimal, infeasible } = engine.constants.modelStatus;
    const claim = modelStatus === optimal ? 'optimal' : modelStatus === infeasible ? 'infeasible' : 'open';
    const bound = Number(model.info.get('mip_dual_bound')) * costUnit(program) + Number(program.offset);
    return {
      values: best?.values,
      claim: best === undefined && claim === 'optimal' ? 'open' : claim,
      claimedBound: bound,
    };
  } finally {
    model.dispose();
  }
}
