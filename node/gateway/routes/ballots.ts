import type { Hex } from 'viem';
import type { App } from '../app.ts';
import { problems } from '../schemas/problem.ts';
import { ballotSubmission, deliveredBallots } from '../schemas/proposal.ts';
import type { Services } from '../services.ts';

/** POST /ballots: ballots that agencies signed, handed in by anybody, delivered in one transaction. */
export function registerBallots(app: App, { ballots }: Services): void {
  app.post(
    '/ballots',
    { schema: { tags: ['proposals'], body: ballotSubmission, response: { 201: deliveredBallots, ...problems } } },
    async ({ body }, reply) => {
      const given = body.ballots.map(({ proposalId, signatures, ...ballot }) => ({
        ...ballot,
        proposalId: BigInt(proposalId),
        signatures: signatures.map(({ signer, signature }) => ({ signer: lowerCase(signer), signature })),
      }));
      return await reply.code(201).send(await ballots.cast(given));
    },
  );
}

function lowerCase(hex: Hex): Hex {
  return `0x${hex.slice(2).toLowerCase()}`;
}
