import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { App } from '../app.ts';

/** Swagger UI needs inline styles; it holds no key and asks nobody but this node. */
const docsPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** OpenAPI of every route at /docs. Must be registered before the routes. */
export async function registerApiDocs(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'QDT node',
        version,
        description: 'Decisions that anyone can check again. Calls are signed by their signers; the node only relays.',
      },
    },
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: docsPolicy });
}
