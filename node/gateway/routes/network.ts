import type { App } from '../app.ts';
import { anchor, network } from '../schemas/network.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

/** GET /network: which ledger this is. GET /anchor: its latest block, to be pinned elsewhere. */
export function registerNetwork(app: App, services: Services): void {
  const { chain, config, version, clock } = services;
  app.get('/network', { schema: { tags: ['node'], response: { 200: network, ...problems } } }, async () => {
    const { verifying, engine } = chain.status();
    return {
      chainId: chain.chainId,
      genesisHash: chain.genesisHash,
      contracts: chain.contracts,
      environment: config.environment,
      challengeWindowSeconds: services.challengeWindowSeconds(),
      version,
      verifierSigner: chain.contracts.verifier,
      engine,
      verifying,
      time: clock(),
    };
  });

  app.get('/anchor', { schema: { tags: ['node'], response: { 200: anchor, ...problems } } }, async () => ({
    ...(await services.anchor()),
    decisionLedger: chain.contracts.decisionLedger,
  }));
}
