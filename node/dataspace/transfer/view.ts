import { transferSteps, transferWaitsFor } from '../dsp/transfer-states.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Transfer } from './transfer.ts';

/** A transfer for people of this node; the token is told only to a consumer's own, who needs it to fetch. */
export function transferView(transfer: Transfer, outbox: Outbox) {
  const { id, role, state, peer, peerPid, participant, agreementId, dataset, format, dataAddress } = transfer;
  const { createdAt, changedAt, ended, problem, pushedBytes } = transfer;
  return {
    id,
    role,
    state,
    peer,
    ...(peerPid === undefined ? {} : { peerPid }),
    ...(participant === undefined ? {} : { participant }),
    agreementId,
    dataset,
    format,
    ...(dataAddress === undefined || role === 'provider' ? {} : { dataAddress }),
    ...(pushedBytes === undefined ? {} : { pushedBytes }),
    waitsFor: waitsFor(transfer, outbox.waiting(id)),
    steps: transferSteps(state, role),
    createdAt,
    changedAt,
    ...(ended === undefined ? {} : { ended }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function waitsFor({ state, role, peerPid, problem }: Transfer, unsent: ReturnType<Outbox['waiting']>): string {
  if (unsent !== undefined) {
    const tried = unsent.attempts === 0 ? '' : `, tried ${unsent.attempts} times: ${unsent.problem ?? 'no answer'}`;
    return `the other connector to take our message${tried}`;
  }
  if (problem !== undefined) return `somebody here: ${problem}`;
  if (role === 'consumer' && peerPid === undefined) return 'the provider’s answer to the request';
  return transferWaitsFor(state);
}
