import { createServer } from 'node:http';
import type { DataspaceClient } from '../../node/client/dataspace.ts';
import { testTerms } from './driver.ts';

export interface Trigger {
  url: string;
  stop(): Promise<void>;
}

/**
 * Where the suite asks a consumer under test to begin (a door for tests only, in the suite's own form): each call becomes the
 * product's own signed management call.
 */
export async function startTrigger(client: DataspaceClient): Promise<Trigger> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      begin(client, request.url ?? '', Buffer.concat(chunks).toString()).then(
        () => response.writeHead(200).end(),
        (error: unknown) => {
          console.error(`tck trigger: ${String(error)}`);
          response.writeHead(400).end();
        },
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Asked {
  connectorAddress: string;
  datasetId: string;
  offerId: string;
  agreementId: string;
  format: string;
}

async function begin(client: DataspaceClient, path: string, body: string): Promise<void> {
  const asked: Asked = JSON.parse(body);
  const { connectorAddress } = asked;
  if (path === '/transfers') {
    const { agreementId, format } = asked;
    await client.startTransfer({ agreementId, format, connectorAddress });
    return;
  }
  const offer = { '@id': asked.offerId, '@type': 'Offer', ...testTerms };
  await client.startNegotiation({ connectorAddress, dataset: asked.datasetId, offer });
}
