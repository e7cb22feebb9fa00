import { hexToBytes, sha256 } from 'viem';
import { createClient, type NodeClient } from '../../client/client.ts';
import type { ParticipantView } from '../../client/views.ts';
import { NodeError } from '../../protocol/errors.ts';
import { participantOf } from '../signer-account.ts';
import type { OpenKeys } from '../workers/sign-worker.ts';
import { node, onlyFresh } from './node.ts';

export interface Identified {
  participant: ParticipantView;
  /** Its requests carry the participant's signature (RFC 9421). */
  client: NodeClient;
}

/**
 * Who registered this key for requests, and a client that asks as them. IDENTITY_KEY_NOT_REGISTERED where nobody did;
 * IDENTITY_OF_ANOTHER where it is not `account`, for what only that account may write.
 */
export async function identify(keys: OpenKeys, account?: string): Promise<Identified> {
  const registered = sha256(keys.requestKey);
  const [{ participants }, { time }] = await Promise.all([node.participants(), node.network()]);
  const mine = participants.filter(({ mlDsa65Key }) => mlDsa65Key.toLowerCase() === registered);
  const participant = account === undefined ? mine[0] : participantOf(mine, account);
  if (participant === undefined)
    throw new NodeError(mine.length === 0 ? 'IDENTITY_KEY_NOT_REGISTERED' : 'IDENTITY_OF_ANOTHER');
  const since = performance.now();
  const signer = {
    account: participant.account,
    publicKey: hexToBytes(keys.requestKey),
    sign: (base: Uint8Array) => keys.signRequest(base),
    // The node's clock decides whether a request is fresh.
    now: () => time + (performance.now() - since) / 1000,
    nonce: () => crypto.randomUUID(),
  };
  return { participant, client: createClient({ url: '', fetch: onlyFresh, signer }) };
}
