import type { Highs } from 'highs';
import { type ConstrainedModel, emptyModel } from '../../node/protocol/constrained-model.ts';
import type { IntegerProgram } from '../../node/protocol/lowerings/integer-program.ts';
import { lowerLinear, type Rule } from '../../node/protocol/lowerings/linear.ts';
import { proveByBranching } from '../bounds/branching.ts';
import { solveProgram } from './solve-program.ts';

export interface Conflict {
  /** No whole numbers meet these together; without any one of them some do. */
  readonly rules: readonly Rule[];
  /** Proven: a branch certificate shows that nothing meets them, and samples show that nothing can be spared. Else HiGHS claims it. */
  readonly status: 'proven' | 'claimed';
}

export interface ConflictOptions {
  /** Seconds that one question to HiGHS may take. */
  readonly timeLimit: number;
  readonly mostRelaxations: number;
}

/**
 * An irreducible set of rules that nothing can meet; undefined where something meets them all, or HiGHS cannot say. Deletion filter
 * (J. W. Chinneck, E. W. Dravnieks, ORSA J. Comput. 3, 1991), in halves while whole halves can go.
 */
export async function findConflict(
  engine: Highs,
  program: IntegerProgram,
  rules: readonly Rule[],
  { timeLimit, mostRelaxations }: ConflictOptions,
): Promise<Conflict | undefined> {
  const isEmpty = (kept: readonly Rule[]) => {
    const { values, claim } = solveProgram(engine, withRules(program, kept), { timeLimit });
    return values === undefined && claim === 'infeasible';
  };
  if (!isEmpty(rules)) return undefined;
  const needed = filter(rules, isEmpty);
  const proof = await proveByBranching(withRules(program, needed), { cutoff: undefined, mostRelaxations });
  const isMinimal = needed.every((rule) => {
    const rest = needed.filter((other) => other !== rule);
    return solveProgram(engine, withRules(program, rest), { timeLimit }).values !== undefined;
  });
  return { rules: needed, status: proof.bound === undefined && isMinimal ? 'proven' : 'claimed' };
}

function filter(rules: readonly Rule[], isEmpty: (kept: readonly Rule[]) => boolean): readonly Rule[] {
  let kept = rules;
  for (let size = Math.ceil(rules.length / 2); ; size = Math.ceil(size / 2)) {
    for (let from = 0; from < kept.length; ) {
      const rest = [...kept.slice(0, from), ...kept.slice(from + size)];
      if (isEmpty(rest)) kept = rest;
      else from += size;
    }
    if (size <= 1) return kept;
  }
}

/** The program with the rows of these rules alone, and nothing to be minimised. */
function withRules({ lower, upper, rows, variables }: IntegerProgram, rules: readonly Rule[]): IntegerProgram {
  const used = new Set(rules.flatMap((rule) => rule.rows));
  return {
    variables,
    lower,
    upper,
    cost: lower.map(() => 0n),
    offset: 0n,
    rows: rows.filter((_, at) => used.has(at)),
  };
}

/** Seconds for one question, and relaxations in the proof. */
const effort = { timeLimit: 10, mostRelaxations: 5000 };

/** The irreducible conflict among a model's rules, whatever its energy; undefined where some sample meets them, or HiGHS cannot say. */
export async function conflictOf(engine: Highs, model: ConstrainedModel): Promise<Conflict | undefined> {
  const { program, rules } = lowerLinear({ ...model, quadratic: emptyModel.quadratic, terms: [] });
  return findConflict(engine, program, rules, effort);
}

/** 'constraint 3, group 0': rules by kind and number in the model. */
export function conflictInWords({ rules }: Conflict): string {
  return rules.map(({ kind, index }) => `${kind} ${index}`).join(', ');
}
