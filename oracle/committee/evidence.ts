import { isBlockOf } from '../../node/protocol/cid.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import { decodeProblem, type Problem } from '../../node/protocol/problems/problem.ts';
import { readSnapshot, type SnapshotContent } from '../../node/protocol/snapshot.ts';
import type { OracleClient } from './operator.ts';

/** All that an operator reads for a decision: what the agency's request names by CID, and nothing else. */
export interface Evidence {
  problem: Problem;
  snapshot: SnapshotContent;
}

export async function readEvidence(
  client: OracleClient,
  decision: { kind: string; problemCid: string; snapshotCid: string },
): Promise<Evidence> {
  const getBlock = verifiedBlocks(client);
  const problem = decodeProblem(await getBlock(decision.problemCid));
  if (problem.kind !== decision.kind)
    throw new NodeError('PROBLEM_KIND_MISMATCH', { asked: decision.kind, found: problem.kind });
  return { problem, snapshot: await readSnapshot(decision.snapshotCid, getBlock) };
}

/** Reads blocks from a node that need not be believed: CONTENT_HASH_MISMATCH for bytes that are not the CID's. */
export function verifiedBlocks(client: Pick<OracleClient, 'content'>): (cid: string) => Promise<Uint8Array> {
  return async (cid) => {
    const bytes = await client.content(cid);
    if (!isBlockOf(cid, bytes)) throw new NodeError('CONTENT_HASH_MISMATCH', { cid });
    return bytes;
  };
}
