import type { ContentStore } from '../content/content-store.ts';
import { cidOfDigest } from '../protocol/cid.ts';
import { NodeError } from '../protocol/errors.ts';
import { type CompiledProblem, compileProblem, decodeProblem } from '../protocol/problems/problem.ts';
import { readSnapshot } from '../protocol/snapshot.ts';
import type { DecisionsTable } from './decisions-table.ts';

/** Compiled models that are kept: what is challenged is asked for again and again. */
const mostKept = 4;

/** Compiles the model of a decision from its content. Throws 'DECISION_UNKNOWN', 'CONTENT_MISSING'. */
export function createDecisionModels(
  table: Pick<DecisionsTable, 'get'>,
  content: Pick<ContentStore, 'get'>,
): (id: number) => Promise<CompiledProblem> {
  const kept = new Map<number, CompiledProblem>();
  return async (id) => {
    const known = kept.get(id);
    if (known !== undefined) return known;
    const decision = table.get(id);
    if (decision === undefined) throw new NodeError('DECISION_UNKNOWN', { field: 'id', id });
    const getBlock = (cid: string): Promise<Uint8Array> => content.get(cid);
    const problem = decodeProblem(await getBlock(cidOfDigest(decision.problem)));
    const compiled = compileProblem(await readSnapshot(cidOfDigest(decision.snapshot), getBlock), problem);
    kept.set(id, compiled);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return compiled;
  };
}
