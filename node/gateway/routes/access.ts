import type { AccessQuestion } from '../../governance/access.ts';
import { readAction, readParticipant, readPurpose, readTarget } from '../../protocol/policy/access-words.ts';
import { targetUrn } from '../../protocol/policy/urn.ts';
import type { App } from '../app.ts';
import { type AccessQuery, accessAnswer, accessQuery, accessRecordList, accessRecordQuery } from '../schemas/access.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

/** May X do that with Y, and why, now and at any past time; every verdict asked for is kept with who asked, where the request is signed, and can be read by anybody. */
export function registerAccess(app: App, { access, config }: Services): void {
  const tags = ['policies'];
  // Each verdict is written to the disk: asking is dearer than reading.
  const rateLimit = { max: Math.ceil(config.requestsPerMinute / 10), timeWindow: 60_000 };

  app.get(
    '/access',
    { config: { rateLimit }, schema: { tags, querystring: accessQuery, response: { 200: accessAnswer, ...problems } } },
    async ({ query, participant }) =>
      await access.why({ ...questionIn(query), ...(participant === undefined ? {} : { askedBy: participant }) }),
  );

  app.get(
    '/access-records',
    { schema: { tags, querystring: accessRecordQuery, response: { 200: accessRecordList, ...problems } } },
    async ({ query }) => {
      const { participant, target, after = 0, limit = 100 } = query;
      const records = access.records({
        after,
        limit,
        ...(participant === undefined ? {} : { participant: readParticipant(participant, 'participant') }),
        ...(target === undefined ? {} : { target: targetUrn(readTarget(target, 'target')) }),
      });
      return { records };
    },
  );
}

function questionIn({ participant, target, action, purpose = '', at, collections = '' }: AccessQuery): AccessQuestion {
  return {
    participant: readParticipant(participant, 'participant'),
    target: readTarget(target, 'target'),
    action: readAction(action, 'action'),
    purpose: readPurpose(purpose, 'purpose'),
    ...(at === undefined ? {} : { at }),
    collections: collections.split(',').filter((name) => name !== ''),
  };
}
