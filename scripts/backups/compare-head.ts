import type { JournalHead } from '../../node/chain/chain.ts';
import type { NodeClient } from '../../node/client/client.ts';
import { NodeError } from '../../node/protocol/errors.ts';

/** Asks a running node for the block at the copy's head: BACKUP_DIFFERS when its hash is another. */
export async function compareHead(
  client: NodeClient,
  { genesisHash, headNumber, headHash }: JournalHead,
): Promise<void> {
  const network = await client.network();
  if (network.genesisHash !== genesisHash)
    throw new NodeError('BACKUP_DIFFERS', { expected: network.genesisHash, found: genesisHash });
  const params = [`0x${headNumber.toString(16)}`, false];
  const answer = await client.rpc({ jsonrpc: '2.0', id: 1, method: 'eth_getBlockByNumber', params });
  const hash = blockHash(answer);
  if (hash !== headHash) throw new NodeError('BACKUP_DIFFERS', { headNumber, expected: String(hash), found: headHash });
}

function blockHash(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('result' in answer)) return undefined;
  const block = answer.result;
  return typeof block === 'object' && block !== null && 'hash' in block ? block.hash : undefined;
}
