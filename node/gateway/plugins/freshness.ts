import type { Chain } from '../../chain/chain.ts';
import type { App } from '../app.ts';

/** Says of every answer whether the ledger behind it is still being verified; no answer is kept by a cache unless it says so. */
export function registerFreshness(app: App, chain: Pick<Chain, 'status'>): void {
  app.addHook('onSend', async (_request, reply) => {
    if (chain.status().verifying) reply.header('qdt-verifying', 'true');
    if (reply.getHeader('cache-control') === undefined) reply.header('cache-control', 'no-store');
  });
}
