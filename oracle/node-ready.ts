import { setTimeout as pause } from 'node:timers/promises';
import type { NodeClient } from '../node/client/client.ts';
import { isNodeError } from '../node/protocol/errors.ts';
import type { Progress } from './committee/operator.ts';

const longestPauseSeconds = 10;

/** Waits until the node answers and has verified its chain, asking ever more rarely; ends with the signal's reason. */
export async function nodeReady(
  client: Pick<NodeClient, 'readiness'>,
  { signal, tell }: { signal: AbortSignal; tell: (progress: Progress) => void },
): Promise<void> {
  for (let failures = 0; ; failures++) {
    if (await isReady(client)) return;
    if (failures === 0) tell({ event: 'node-away', text: 'The node does not answer yet; waiting for it.' });
    await pause(Math.min(2 ** failures / 4, longestPauseSeconds) * 1000, undefined, { signal });
  }
}

async function isReady(client: Pick<NodeClient, 'readiness'>): Promise<boolean> {
  try {
    return (await client.readiness()).ready;
  } catch (error) {
    if (isNodeError(error)) return false;
    throw error;
  }
}
