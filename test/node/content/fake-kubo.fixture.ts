import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { cidOfBytes } from '../../../node/content/block-cid.ts';

/** A server with the three commands of Kubo's RPC that the node uses, blocks in memory. */
export interface FakeKubo {
  url: string;
  blocks: Map<string, Uint8Array>;
  /** Path and query of every request. */
  asked: string[];
  /** Answers instead of the commands where it returns true. */
  instead: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  stop(): Promise<void>;
}

const codecs: Record<string, number> = { 'dag-cbor': 0x71, raw: 0x55, 'dag-pb': 0x70 };

export async function startFakeKubo(): Promise<FakeKubo> {
  const server = createServer((request, response) => {
    kubo.asked.push(`${request.method} ${request.url}`);
    if (kubo.instead?.(request, response) === true) return;
    void answer(request, response, kubo.blocks);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const kubo: FakeKubo = {
    url: `http://127.0.0.1:${port}`,
    blocks: new Map(),
    asked: [],
    instead: undefined,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return kubo;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  blocks: Map<string, Uint8Array>,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://kubo');
  const body = await readAll(request);
  if (pathname === '/api/v0/block/put') {
    const bytes = onlyPart(body, request.headers['content-type'] ?? '');
    const cid = cidOfBytes(bytes, codecs[searchParams.get('cid-codec') ?? ''] ?? 0).toString();
    blocks.set(cid, bytes);
    response.end(JSON.stringify({ Key: cid, Size: bytes.length }));
    return;
  }
  const cid = searchParams.get('arg') ?? '';
  const bytes = blocks.get(cid);
  if (bytes === undefined) {
    const Message = `block was not found locally (offline): ipld: could not find ${cid}`;
    response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ Message, Code: 0 }));
  } else if (pathname === '/api/v0/block/stat') response.end(JSON.stringify({ Key: cid, Size: bytes.length }));
  else if (pathname === '/api/v0/block/get') response.end(bytes);
  else response.writeHead(404).end();
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What stands between the first part's header and the last boundary (RFC 2046, section 5.1.1). */
function onlyPart(body: Buffer, contentType: string): Uint8Array {
  const boundary = /boundary=(.+)$/.exec(contentType)?.[1] ?? '';
  const start = body.indexOf('\r\n\r\n') + 4;
  return new Uint8Array(body.subarray(start, body.lastIndexOf(`\r\n--${boundary}--`)));
}
