import { sha256, stringToBytes } from 'viem';
import type { NodeClient } from '../../node/client/client.ts';
import { isNodeError, NodeError } from '../../node/protocol/errors.ts';
import { decodeProfile } from '../../node/protocol/participant.ts';
import { argumentInvalid } from '../command/run-command.ts';

/**
 * The age recipient of a participant: as given, or from its public profile; either way the one whose hash it registered.
 * 'RECIPIENT_NOT_REGISTERED' for any other: nobody's word is taken for whom a key is sealed to.
 */
export async function granteeRecipient(
  client: Pick<NodeClient, 'participant' | 'content'>,
  grantee: string,
  given: string | undefined,
): Promise<string> {
  const { ageRecipient, profileCid } = await client.participant(grantee);
  const recipient = given ?? (await recipientIn(client, profileCid));
  if (recipient === undefined || recipient === '')
    throw argumentInvalid('is given: there is none in a public profile', 'recipient');
  if (sha256(stringToBytes(recipient)) !== ageRecipient.toLowerCase())
    throw new NodeError('RECIPIENT_NOT_REGISTERED', { grantee, registered: ageRecipient });
  return recipient;
}

async function recipientIn(
  client: Pick<NodeClient, 'content'>,
  profileCid: string | undefined,
): Promise<string | undefined> {
  if (profileCid === undefined) return undefined;
  const profile = await client.content(profileCid).catch((error: unknown) => {
    if (isNodeError(error, 'CONTENT_NOT_FOUND')) return undefined;
    throw error;
  });
  return profile === undefined ? undefined : decodeProfile(profile).ageRecipient;
}
