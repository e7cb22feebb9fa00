import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import fastify from 'fastify';
import { NodeError } from '../protocol/errors.ts';
import type { App } from './app.ts';
import { registerApiDocs } from './plugins/api-docs.ts';
import { registerErrors } from './plugins/errors.ts';
import { registerFreshness } from './plugins/freshness.ts';
import { registerHosts } from './plugins/hosts.ts';
import { registerIdentity } from './plugins/identity.ts';
import { registerPage } from './plugins/page.ts';
import { registerRateLimit } from './plugins/rate-limit.ts';
import { registerSecurityHeaders } from './plugins/security-headers.ts';
import { problemOf } from './problem-details.ts';
import { registerAccess } from './routes/access.ts';
import { registerAccounts } from './routes/accounts.ts';
import { registerAgreements } from './routes/agreements.ts';
import { registerBallots } from './routes/ballots.ts';
import { registerCallSignatures } from './routes/call-signatures.ts';
import { registerCalls } from './routes/calls.ts';
import { registerContent } from './routes/content.ts';
import { registerCourt } from './routes/court.ts';
import { registerDatasetKeys } from './routes/dataset-keys.ts';
import { registerDatasets } from './routes/datasets.ts';
import { registerDecisions } from './routes/decisions.ts';
import { registerDsp } from './routes/dsp.ts';
import { registerEvents } from './routes/events.ts';
import { registerHealth } from './routes/health.ts';
import { registerKeys } from './routes/keys.ts';
import { registerMandates } from './routes/mandates.ts';
import { registerNegotiations } from './routes/negotiations.ts';
import { registerNetwork } from './routes/network.ts';
import { registerParticipants } from './routes/participants.ts';
import { registerPolicies } from './routes/policies.ts';
import { registerProposals } from './routes/proposals.ts';
import { registerReceipts } from './routes/receipts.ts';
import { registerRpc } from './routes/rpc.ts';
import { registerSearch } from './routes/search.ts';
import { registerSeatbelt } from './routes/seatbelt.ts';
import { registerSnapshots } from './routes/snapshots.ts';
import { registerTexts } from './routes/texts.ts';
import { registerTransfers } from './routes/transfers.ts';
import type { Services } from './services.ts';

const routes = [
  registerHealth,
  registerNetwork,
  registerDecisions,
  registerMandates,
  registerCourt,
  registerReceipts,
  registerSnapshots,
  registerContent,
  registerDatasets,
  registerDatasetKeys,
  registerParticipants,
  registerPolicies,
  registerAccess,
  registerAccounts,
  registerKeys,
  registerCalls,
  registerCallSignatures,
  registerProposals,
  registerSeatbelt,
  registerBallots,
  registerTexts,
  registerEvents,
  registerSearch,
  registerRpc,
  registerDsp,
  registerNegotiations,
  registerTransfers,
  registerAgreements,
];

/** Seconds a client may take to send a whole request. */
const requestSeconds = 60;

/** The node's HTTP interface and page, ready to listen or to be tested by `inject`. */
export async function createGateway(services: Services): Promise<App> {
  const { config, log } = services;
  const app: App = fastify({
    bodyLimit: config.bodyLimitBytes,
    requestTimeout: requestSeconds * 1000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 256 },
    logger: false,
    // What Fastify refuses before any route, such as a path that is not encoded right.
    frameworkErrors: (error, _request, reply) => {
      const problem = problemOf(error);
      reply.hijack();
      reply.raw.writeHead(problem.status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
    },
  }).withTypeProvider<TypeBoxTypeProvider>();
  // Only JSON is taken: a form or a text of another page cannot reach a route.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  registerErrors(app, log);
  app.setNotFoundHandler(async (request) => {
    throw new NodeError('ROUTE_UNKNOWN', { method: request.method, path: request.url.split('?')[0] });
  });
  await registerSecurityHeaders(app);
  registerHosts(app, config);
  await registerRateLimit(app, config.requestsPerMinute);
  registerFreshness(app, services.chain);
  registerIdentity(app, services.identities, config.bodyLimitBytes);
  await registerApiDocs(app, services.version);
  await registerPage(app, config.pageFolder);
  for (const register of routes) register(app, services);
  return app;
}
