import { NodeError } from '../../protocol/errors.ts';
import type { Role } from './role.ts';

export const transferStates = ['REQUESTED', 'STARTED', 'SUSPENDED', 'COMPLETED', 'TERMINATED'] as const;
export type TransferState = (typeof transferStates)[number];
export type TransferStep = 'start' | 'suspend' | 'complete' | 'terminate';

const steps: readonly TransferStep[] = ['start', 'suspend', 'complete', 'terminate'];

/** The state after that step (DSP 2025-1, 9.1). 'DSP_TRANSITION_ILLEGAL' says what is allowed instead. */
export function transferAfter(state: TransferState, sender: Role, step: TransferStep): TransferState {
  const next = nextState(state, sender, step);
  if (next !== undefined) return next;
  const allowed = transferSteps(state, sender).join(', ');
  throw new NodeError('DSP_TRANSITION_ILLEGAL', { state, step, sender, allowed: allowed === '' ? 'nothing' : allowed });
}

/** What that side may do now. */
export function transferSteps(state: TransferState, sender: Role): TransferStep[] {
  return steps.filter((step) => nextState(state, sender, step) !== undefined);
}

function nextState(state: TransferState, sender: Role, step: TransferStep): TransferState | undefined {
  if (state === 'COMPLETED' || state === 'TERMINATED') return undefined;
  switch (step) {
    case 'terminate':
      return 'TERMINATED';
    case 'start':
      return (state === 'REQUESTED' && sender === 'provider') || state === 'SUSPENDED' ? 'STARTED' : undefined;
    case 'suspend':
      return state === 'STARTED' ? 'SUSPENDED' : undefined;
    case 'complete':
      return state === 'STARTED' ? 'COMPLETED' : undefined;
  }
}

/** What a transfer waits for, in words. */
export function transferWaitsFor(state: TransferState): string {
  switch (state) {
    case 'REQUESTED':
      return 'the provider: to start or to terminate';
    case 'STARTED':
      return 'the consumer: to fetch the data; either side may suspend, complete or terminate';
    case 'SUSPENDED':
      return 'either side: to start again or to terminate';
    default:
      return 'nobody: it has ended';
  }
}
