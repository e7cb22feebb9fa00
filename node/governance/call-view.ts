import { batchToJson } from '../protocol/call-json.ts';
import type { CallStatus, CallView, StoredCall } from './call-record.ts';
import type { ParticipantsTable } from './participants-table.ts';

/** A kept call as it stands now: executed says the chain, expired says the clock (unix seconds) or a used nonce. */
export function viewCall(stored: StoredCall, participants: ParticipantsTable, now: number): CallView {
  const { account, calls, nonce, deadline } = batchToJson(stored.batch);
  const transactionHash = participants.executed(stored.digest)?.transactionHash ?? stored.transactionHash;
  const cost = stored.cost.map(({ component, cpuSeconds }) => ({ component, cpuSeconds }));
  return {
    digest: stored.digest,
    account,
    calls,
    nonce,
    deadline,
    threshold: participants.signersOf(stored.batch.account)?.threshold ?? 0,
    signatures: stored.signatures.map(({ signer }) => ({ signer })),
    refusals: stored.refusals.map(({ signer, check }) => ({ signer, check })),
    status: statusOf(stored, participants, transactionHash !== undefined, now),
    ...(transactionHash === undefined ? {} : { transactionHash }),
    createdAt: stored.createdAt,
    ...(cost.length === 0 ? {} : { cost }),
  };
}

function statusOf(stored: StoredCall, participants: ParticipantsTable, isExecuted: boolean, now: number): CallStatus {
  if (isExecuted) return 'executed';
  const { account, nonce, deadline } = stored.batch;
  return deadline < now || participants.nextNonce(account, nonce) > nonce ? 'expired' : 'pending';
}
