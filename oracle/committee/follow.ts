import { followNetwork } from '../../node/client/events.ts';
import { isNodeError } from '../../node/protocol/errors.ts';
import { advanceDecision, closeDecision } from './advance.ts';
import type { Operator } from './operator.ts';
import { createWakeUp } from './wake-up.ts';

export interface FollowOptions {
  /** Where to listen; without it the operator only polls. */
  url?: string;
  /** How often to look without having heard anything. */
  pollSeconds: number;
}

/** Others were quicker: the call is complete, or its time is over. */
const overtaken = ['CALL_NONCE_USED', 'CALL_EXPIRED', 'SIGNER_DUPLICATE'];
const longestPauseSeconds = 30;

/** Works on the committee's decisions until the operator's signal: at once when the node tells of one, and by polling what was missed. */
export async function followDecisions(operator: Operator, { url, pollSeconds }: FollowOptions): Promise<void> {
  const { signal } = operator;
  const wakeUp = createWakeUp(signal);
  const listening = url === undefined ? Promise.resolve() : listen(url, signal, wakeUp.wake);
  let failures = 0;
  while (!signal.aborted) {
    failures = (await workOnce(operator)) ? 0 : failures + 1;
    const backOff = failures === 0 ? pollSeconds : Math.min(2 ** (failures - 1), longestPauseSeconds);
    await wakeUp.wait(backOff);
  }
  await listening;
}

/** One round over all that is open. False when the node could not be asked; what fails for one decision does not hold up another. */
export async function workOnce(operator: Operator): Promise<boolean> {
  try {
    const { decisions } = await operator.client.decisions({ state: 'REQUESTED', limit: 200 });
    const mine = decisions.filter(({ committee }) => committee.toLowerCase() === operator.committee.toLowerCase());
    for (const decision of mine.sort((a, b) => a.id - b.id))
      await attempt(operator, decision.id, () => advanceDecision(operator, decision));
    const requested = new Set(mine.map(({ id }) => id));
    for (const id of operator.steps.openDecisions())
      if (!requested.has(id)) await attempt(operator, id, () => closeDecision(operator, id));
    return true;
  } catch (error) {
    if (operator.signal.aborted) return true;
    if (!isNodeError(error)) throw error;
    operator.tell({ event: 'node-away', text: `The node cannot be asked (${error.code}); trying again.` });
    return false;
  }
}

async function attempt(operator: Operator, decisionId: number, work: () => Promise<void>): Promise<void> {
  if (operator.signal.aborted) return;
  try {
    await work();
  } catch (error) {
    if (operator.signal.aborted) return;
    if (!isNodeError(error) || error.code === 'NODE_UNREACHABLE') throw error;
    if (overtaken.includes(error.code)) return;
    const text = `Decision ${decisionId}: cannot go on now (${error.message}).`;
    operator.tell({ event: 'held-up', decisionId, text });
  }
}

async function listen(url: string, signal: AbortSignal, wake: () => void): Promise<void> {
  for await (const { event } of followNetwork({ url, signal })) if (event !== 'block') wake();
}
