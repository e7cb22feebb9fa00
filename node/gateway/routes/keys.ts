import { type Hex, numberToHex } from 'viem';
import type { AccountKeys } from '../../governance/keys.ts';
import type { App } from '../app.ts';
import { accountKeys, algorithmList, appliedKeys, mlDsaKey, storedKey } from '../schemas/algorithm.ts';
import { participantParams } from '../schemas/participant.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

/** Algorithms and the keys of accounts. */
export function registerKeys(app: App, { keys, config }: Services): void {
  const few = { rateLimit: { max: Math.ceil(config.requestsPerMinute / 50), timeWindow: 60_000 } };

  app.get('/algorithms', { schema: { tags: ['keys'], response: { 200: algorithmList, ...problems } } }, () => ({
    algorithms: keys
      .algorithms()
      .map(({ code, sunset, ...rest }) => ({ code: codeText(code), ...rest, ...sunsetOf(sunset) })),
    changes: keys
      .algorithmChanges()
      .map(({ code, sunset, ...rest }) => ({ code: codeText(code), ...rest, ...sunsetOf(sunset) })),
  }));

  app.get(
    '/accounts/:address/keys',
    { schema: { tags: ['keys'], params: participantParams, response: { 200: accountKeys, ...problems } } },
    ({ params }) => viewOf(keys.of(params.address)),
  );

  // Anybody may: the chain takes only what was announced, and only once its time has come.
  app.post(
    '/accounts/:address/keys',
    {
      config: few,
      schema: { tags: ['keys'], params: participantParams, response: { 200: appliedKeys, ...problems } },
    },
    async ({ params }) => await keys.apply(params.address),
  );

  app.post(
    '/expanded-keys',
    { config: few, schema: { tags: ['keys'], body: mlDsaKey, response: { 201: storedKey, ...problems } } },
    async ({ body }, reply) => await reply.code(201).send({ signer: await keys.store(body.publicKey) }),
  );
}

function viewOf({ frozenUntil, pending, ...rest }: AccountKeys) {
  const view = { ...rest, ...(frozenUntil === 0 ? {} : { frozenUntil }) };
  if (pending === undefined) return view;
  const { added, removed, threshold } = pending.change;
  return { ...view, pending: { ...pending, change: { added: [...added], removed: [...removed], threshold } } };
}

/** Whole bytes: `0x1220`. */
function codeText(code: bigint): Hex {
  return numberToHex(code, { size: Math.ceil(code.toString(16).length / 2) });
}

function sunsetOf(sunset: number): { sunset?: number } {
  return sunset === 0 ? {} : { sunset };
}
