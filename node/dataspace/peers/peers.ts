import { promises as dns, type LookupAddress, type LookupOptions } from 'node:dns';
import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { NodeError } from '../../protocol/errors.ts';
import { isPublicAddress } from './public-address.ts';

export interface PeersOptions {
  /** `host:port` of connectors that may be private and may speak plain HTTP. */
  allowed: readonly string[];
  /** Every address of a name; the system's resolver where it is not given. */
  resolve?: (hostname: string) => Promise<LookupAddress[]>;
  /** Header fields that sign a request (RFC 9421); none where this node speaks for nobody. */
  sign?: (request: { method: string; url: URL; body?: Uint8Array }) => Promise<Record<string, string>>;
}

export interface PeerAnswer {
  status: number;
  body: string;
}

/** Other connectors, as far as this node may reach them. */
export interface Peers {
  /** 'PEER_REFUSED' where the address is private, not HTTPS, or otherwise none that this node calls. */
  check(address: string, field: string): Promise<void>;
  /** Posts JSON. 'PEER_REFUSED' as above, by the address that is really connected; 'PEER_UNREACHABLE' otherwise. */
  post(url: string, body: string, signal?: AbortSignal): Promise<PeerAnswer>;
  get(url: string, signal?: AbortSignal): Promise<PeerAnswer>;
  /** Sends bytes to a place that a consumer named (push). */
  put(url: string, body: AsyncIterable<Uint8Array>, headers: Record<string, string>): Promise<PeerAnswer>;
}

const timeoutMilliseconds = 10_000;
/** A whole dataset takes longer than a message. */
const pushTimeoutMilliseconds = 3_600_000;
const longestAnswer = 256 * 1024;

/**
 * Calls no private address, whoever names it: names are resolved here and the address that is connected is the one that was checked,
 * redirects are not followed, an answer has an end.
 */
export function createPeers({ allowed, resolve = resolveAll, sign }: PeersOptions): Peers {
  const trusted = new Set(allowed.map((entry) => entry.toLowerCase()));

  function urlOf(address: string, field: string): { url: URL; isTrusted: boolean } {
    const refuse = (rule: string): NodeError => new NodeError('PEER_REFUSED', { field, rule });
    if (!URL.canParse(address)) throw refuse('is a URL');
    const url = new URL(address);
    const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
    const isTrusted = trusted.has(`${url.hostname}:${port}`);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isTrusted)) throw refuse('is an HTTPS address');
    if (url.username !== '' || url.password !== '') throw refuse('carries no password');
    return { url, isTrusted };
  }

  async function addressesOf(url: URL, isTrusted: boolean, field: string): Promise<LookupAddress[]> {
    const hostname = url.hostname.replace(/^\[|\]$/g, '');
    const family = isIP(hostname);
    const found = family === 0 ? await resolve(hostname) : [{ address: hostname, family }];
    const isPrivate = found.some(({ address }) => !isPublicAddress(address));
    if (isPrivate && !isTrusted)
      throw new NodeError('PEER_REFUSED', {
        field,
        rule: 'is a public address, or one that this node was told to trust',
      });
    return found;
  }

  interface Sending {
    method: 'GET' | 'POST' | 'PUT';
    body?: string | AsyncIterable<Uint8Array>;
    headers?: Record<string, string>;
    signal?: AbortSignal | undefined;
  }

  async function send(address: string, { method, body, headers = {}, signal }: Sending): Promise<PeerAnswer> {
    const { url, isTrusted } = urlOf(address, 'url');
    const found = await addressesOf(url, isTrusted, 'url').catch((error: unknown) => {
      throw error instanceof NodeError ? error : new NodeError('PEER_UNREACHABLE', { host: url.host }, error);
    });
    const bytes = typeof body === 'string' ? { body: new TextEncoder().encode(body) } : {};
    const signature = sign === undefined || method === 'PUT' ? {} : await sign({ method, url, ...bytes });
    const deadline = AbortSignal.timeout(method === 'PUT' ? pushTimeoutMilliseconds : timeoutMilliseconds);
    const options: RequestOptions = {
      method,
      headers: {
        accept: 'application/json',
        ...(typeof body === 'string'
          ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
          : {}),
        ...headers,
        ...signature,
      },
      agent: false,
      signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
      lookup: checkedLookup(found),
    };
    return await exchange(url, options, body).catch((error: unknown) => {
      throw error instanceof NodeError ? error : new NodeError('PEER_UNREACHABLE', { host: url.host }, error);
    });
  }

  return {
    async check(address, field) {
      const { url, isTrusted } = urlOf(address, field);
      await addressesOf(url, isTrusted, field).catch((error: unknown) => {
        throw error instanceof NodeError
          ? error
          : new NodeError('PEER_REFUSED', { field, rule: 'has a name that can be resolved' });
      });
    },
    post: (url, body, signal) => send(url, { method: 'POST', body, signal }),
    get: (url, signal) => send(url, { method: 'GET', signal }),
    put: (url, body, headers) => send(url, { method: 'PUT', body, headers }),
  };
}

/** Hands out the addresses that were checked, so that a name which changes its mind meanwhile changes nothing. */
function checkedLookup(found: readonly LookupAddress[]): NonNullable<RequestOptions['lookup']> {
  return (_hostname, options: LookupOptions, callback) => {
    const [first] = found;
    if (first === undefined) callback(new Error('no address'), '', 4);
    else if (options.all === true) callback(null, [...found]);
    else callback(null, first.address, first.family);
  };
}

function exchange(url: URL, options: RequestOptions, body: Sendable | undefined): Promise<PeerAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<PeerAnswer>();
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const request = send(url, options, (response) => {
    const chunks: Buffer[] = [];
    let length = 0;
    response.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > longestAnswer) request.destroy(new NodeError('PEER_ANSWER_TOO_LARGE', { allowed: longestAnswer }));
      else chunks.push(chunk);
    });
    response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    response.on('error', reject);
  });
  request.on('error', reject);
  if (body === undefined || typeof body === 'string') request.end(body);
  else void pump(body, request).catch((error: unknown) => request.destroy(error instanceof Error ? error : undefined));
  return promise;
}

type Sendable = string | AsyncIterable<Uint8Array>;

async function pump(body: AsyncIterable<Uint8Array>, request: ReturnType<typeof httpRequest>): Promise<void> {
  for await (const chunk of body) {
    if (!request.write(chunk)) await new Promise((resume) => request.once('drain', resume));
  }
  request.end();
}

async function resolveAll(hostname: string): Promise<LookupAddress[]> {
  return await dns.lookup(hostname, { all: true });
}
