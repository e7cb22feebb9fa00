import type { FastifyRequest } from 'fastify';
import type { Dataspace } from '../../dataspace/dataspace.ts';
import { NodeError } from '../../protocol/errors.ts';
import { requireParticipant } from './identity.ts';

/**
 * Passes a request that is signed by the participant whom this node speaks for: nobody else negotiates in its name. 'IDENTITY_REQUIRED',
 * 'NODE_OF_NOBODY' where the node speaks for no one, 'NODE_OF_ANOTHER'.
 */
export function requireOperator(request: FastifyRequest, { participant }: Pick<Dataspace, 'participant'>): void {
  const asking = requireParticipant(request);
  if (participant === undefined)
    throw new NodeError('NODE_OF_NOBODY', { rule: 'the node was told for whom it speaks (QDT_PARTICIPANT)' });
  if (asking !== participant.toLowerCase()) throw new NodeError('NODE_OF_ANOTHER', { participant, asking });
}
