import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { isNodeError } from '../protocol/errors.ts';
import type { Chain } from './chain.ts';
import { field, messageOf } from './rpc-values.ts';

/** What a fork asks for: single values of the state, blocks and what stands in them. Nothing that runs code or writes. */
const methods: ReadonlySet<string> = new Set([
  'eth_blockNumber',
  'eth_chainId',
  'eth_getBalance',
  'eth_getBlockByHash',
  'eth_getBlockByNumber',
  'eth_getCode',
  'eth_getStorageAt',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
  'net_version',
]);

/** Bytes of a request; the largest asks for a few hundred values at once. */
const bodyLimit = 1_000_000;

export interface ReadDoor {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A door for one reader on this machine, behind a path nobody can guess: a copy of the chain's state in another process
 * reads through it what it has not yet read. It cannot write.
 */
export async function openReadDoor(chain: Pick<Chain, 'request'>): Promise<ReadDoor> {
  const path = `/${randomBytes(32).toString('hex')}`;

  async function answer(request: unknown): Promise<unknown> {
    const id = field(request, 'id') ?? null;
    const method = field(request, 'method');
    const params = field(request, 'params');
    if (typeof method !== 'string' || !methods.has(method))
      return { jsonrpc: '2.0', id, error: { code: -32004, message: `not for copies: ${String(method)}` } };
    try {
      return { jsonrpc: '2.0', id, result: await chain.request(method, Array.isArray(params) ? params : []) };
    } catch (error) {
      const message = isNodeError(error) ? error.code : messageOf(error);
      return { jsonrpc: '2.0', id, error: { code: -32000, message } };
    }
  }

  const server = createServer(async (request, response) => {
    try {
      if (request.method !== 'POST' || request.url !== path) return response.writeHead(404).end();
      const body: unknown = JSON.parse(await readBody(request));
      const answers = Array.isArray(body) ? await Promise.all(body.map(answer)) : await answer(body);
      return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers));
    } catch {
      return response.writeHead(400).end();
    }
  });
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > bodyLimit) throw new RangeError('body');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
