import type { PendingCall } from './call.ts';
import type { DecisionView } from './decision.ts';
import type { ProposalView } from './proposal.ts';
import type { TextView } from './text.ts';

/** A new head of the chain. It carries no id: it is told live and never repeated. */
export interface BlockNotice {
  number: number;
  hash: string;
  timestamp: number;
}

/** What GET /events tells; decision, call, proposal and text notices carry the view as it is now. */
export type NetworkEvent =
  | { event: 'decision'; id: number; data: DecisionView }
  | { event: 'call'; id: number; data: PendingCall }
  | { event: 'text'; id: number; data: TextView }
  | { event: 'proposal'; id: number; data: ProposalView }
  | { event: 'block'; data: BlockNotice };
