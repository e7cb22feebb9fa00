import { hexToBytes } from 'viem';
import { createEvaluator } from '../protocol/policy/evaluate.ts';
import { readRules } from '../protocol/policy/rules-codec.ts';
import type { PoliciesTable } from './policies-table.ts';

type Evaluator = ReturnType<typeof createEvaluator>;

/** Evaluators of the latest times asked about; what was published never changes, so they are told apart by the policies' ids. */
const mostKept = 16;

/** The evaluator over the policies that were in force at a time (unix seconds). */
export function createEvaluators(table: PoliciesTable): (at: number) => Evaluator {
  const kept = new Map<string, Evaluator>();
  return (at) => {
    const ids = table.idsInForce(at);
    const key = `${table.resets()} ${ids.join()}`;
    const evaluate = kept.get(key) ?? createEvaluator(ids.map((id) => ({ id, rules: rulesOf(table, id) })));
    kept.delete(key);
    kept.set(key, evaluate);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return evaluate;
  };
}

function rulesOf(table: PoliciesTable, id: number) {
  const rules = table.get(id)?.rules;
  return rules === undefined ? [] : readRules(hexToBytes(rules));
}
