import type { Address } from 'viem';
import { NodeError } from '../../protocol/errors.ts';
import type { Role } from '../dsp/role.ts';
import type { DataAddress } from '../dsp/transfer-messages.ts';
import type { TransferState } from '../dsp/transfer-states.ts';
import type { StoredProcess } from '../store/processes-table.ts';

/** One transfer as one side keeps it. */
export interface Transfer extends StoredProcess {
  role: Role;
  state: TransferState;
  /** Base address of the other connector's endpoints. */
  peer: string;
  /** The account that must sign the other side's messages; absent where the agreement was made with anybody. */
  participant?: Address;
  agreementId: string;
  /** URN. */
  dataset: string;
  /** 'HttpData-PULL' or 'HttpData-PUSH' here; as a consumer whatever the other side's is. */
  format: string;
  /** Pull: where the consumer fetches from. Push: where the provider sends to. */
  dataAddress?: DataAddress;
  /** Provider, pull: what the consumer shows to fetch. A new one with each start; never told but to the consumer. */
  token?: string;
  /** Provider, push: how many bytes were sent in all, once they were. */
  pushedBytes?: number;
  createdAt: number;
  changedAt: number;
  lastMessage?: string;
  ended?: { by: Role; code?: string; reasons: string[] };
  problem?: string;
}

export function pidsOfTransfer({ id, peerPid, role }: Transfer): { consumerPid: string; providerPid: string } {
  if (peerPid === undefined) throw new NodeError('TRANSFER_UNANSWERED', { transfer: id });
  return role === 'consumer' ? { consumerPid: id, providerPid: peerPid } : { consumerPid: peerPid, providerPid: id };
}
