import { encodeFunctionData, type Hex, isHex, size } from 'viem';
import type { NodeClient } from '../node/client/client.ts';
import { decisionLedgerAbi } from '../node/protocol/abi.ts';
import { NodeError } from '../node/protocol/errors.ts';
import { compileProblem } from '../node/protocol/problems/problem.ts';
import { readEvidence } from '../oracle/committee/evidence.ts';
import { runLedgerAct } from './command/ledger-act.ts';
import { argumentInvalid } from './command/run-command.ts';

await runLedgerAct({
  name: 'object',
  more: ' [--root HASH]',
  about: `Objects to a decision that is recorded, challenged, or in effect under a mandate with its window open: its snapshot and problem
  make another model than the recorded one. It waits for a vote then; under a challenge, when that is over; under a mandate, in effect.
  The model is compiled here from what the decision names; --root HASH names the root of one compiled elsewhere.`,
  calldata: async (id, { root, client }) => {
    const modelRoot = root === undefined ? await compiledRoot(client, Number(id)) : hash(root);
    return encodeFunctionData({ abi: decisionLedgerAbi, functionName: 'object', args: [id, modelRoot] });
  },
});

/** Throws OBJECTION_UNFOUNDED where the recorded model is the one that snapshot and problem make. */
async function compiledRoot(client: NodeClient, id: number): Promise<Hex> {
  const decision = await client.decision(id);
  const { problem, snapshot } = await readEvidence(client, decision);
  const { modelRoot } = compileProblem(snapshot, problem);
  if (modelRoot === decision.outcome?.modelRoot) throw new NodeError('OBJECTION_UNFOUNDED', { id, modelRoot });
  return modelRoot;
}

function hash(text: string): Hex {
  if (!isHex(text) || size(text) !== 32) throw argumentInvalid('is 32 bytes of hex', 'root');
  return text;
}
