import { type About, subjectKinds } from '../../governance/texts-table.ts';
import { NodeError } from '../../protocol/errors.ts';
import type { App } from '../app.ts';
import { requireParticipant } from '../plugins/identity.ts';
import { problems } from '../schemas/problem.ts';
import {
  questionList,
  questionQuery,
  textList,
  textParams,
  textQuery,
  textSubmission,
  textView,
} from '../schemas/text.ts';
import type { Services } from '../services.ts';

/** What people write about proposals, ballots, policies and decisions: kept here, not on chain, and erasable by whoever wrote it. */
export function registerTexts(app: App, { texts, config }: Services): void {
  const tags = ['texts'];
  const rateLimit = { max: Math.ceil(config.requestsPerMinute / 50), timeWindow: 60_000 };

  app.get(
    '/texts',
    { schema: { tags, querystring: textQuery, response: { 200: textList, ...problems } } },
    async ({ query }) => ({ texts: await texts.about(aboutOf(query.about)) }),
  );

  app.post(
    '/texts',
    { config: { rateLimit }, schema: { tags, body: textSubmission, response: { 201: textView, ...problems } } },
    async (request, reply) => await reply.code(201).send(await texts.put(request.body, requireParticipant(request))),
  );

  app.delete(
    '/texts/:hash',
    { config: { rateLimit }, schema: { tags, params: textParams, response: { 200: textView, ...problems } } },
    async (request) => await texts.erase(request.params.hash, requireParticipant(request)),
  );

  app.get(
    '/questions',
    { schema: { tags, querystring: questionQuery, response: { 200: questionList, ...problems } } },
    async ({ query: { waitingFor, about, limit = 100 } }) => ({
      questions: await texts.questions({
        limit,
        ...(waitingFor === undefined ? {} : { waitingFor }),
        ...(about === undefined ? {} : { about: aboutOf(about) }),
      }),
    }),
  );
}

function aboutOf(text: string): About {
  const colon = text.indexOf(':');
  const kind = subjectKinds.find((one) => one === text.slice(0, colon));
  if (kind === undefined) throw new NodeError('INPUT_INVALID', { field: 'about', rule: 'names its kind' });
  return { kind, id: text.slice(colon + 1) };
}
