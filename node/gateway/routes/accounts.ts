import type { App } from '../app.ts';
import { accountCreation, createdAccount } from '../schemas/account.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

/** POST /accounts: an account for new signers. Anybody may have one; it can do nothing until it is enrolled. */
export function registerAccounts(app: App, { accounts, config }: Services): void {
  app.post(
    '/accounts',
    {
      config: { rateLimit: { max: Math.ceil(config.requestsPerMinute / 50), timeWindow: 60_000 } },
      schema: { tags: ['participants'], body: accountCreation, response: { 201: createdAccount, ...problems } },
    },
    async ({ body }, reply) => await reply.code(201).send({ account: await accounts.create(body) }),
  );
}
