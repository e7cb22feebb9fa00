import { NodeError } from '../protocol/errors.ts';
import { type RequestSigner, signRequest } from '../protocol/http-signature/sign.ts';

export interface HttpOptions {
  /** The node's address, e.g. `http://127.0.0.1:4100`; '' means the page's own origin. */
  url: string;
  /** The network; global fetch where it is not given. */
  fetch?: typeof fetch;
  signal?: AbortSignal;
  /** Who asks; nobody in particular where it is not given. */
  signer?: RequestSigner;
}

export interface HttpRequest {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  accept?: string;
  /** Status codes that are answers although they are not 2xx. */
  answers?: readonly number[];
}

/**
 * Sends one request to a node and returns the response when it is an answer.
 * Throws the problem's own code with `status` and `detail`; 'NODE_UNREACHABLE' when no answer came.
 */
export async function sendRequest(options: HttpOptions, path: string, request: HttpRequest = {}): Promise<Response> {
  const send = options.fetch ?? globalThis.fetch.bind(globalThis);
  const method = request.method ?? 'GET';
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const response = await send(`${options.url}${path}`, {
    method,
    headers: {
      accept: request.accept ?? 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(await signature(options, path, { method, body })),
    },
    ...(body === undefined ? {} : { body }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  }).catch((cause: unknown) => {
    if (options.signal?.aborted === true) throw cause;
    throw new NodeError('NODE_UNREACHABLE', { url: options.url, path }, cause);
  });
  if (response.ok || request.answers?.includes(response.status) === true) return response;
  throw await readProblem(response, path);
}

async function signature(
  { url, signer }: HttpOptions,
  path: string,
  { method, body }: { method: string; body: string | undefined },
): Promise<Record<string, string>> {
  if (signer === undefined) return {};
  const bytes = body === undefined ? {} : { body: new TextEncoder().encode(body) };
  return await signRequest({ method, url: new URL(`${url}${path}`, globalThis.location?.href), ...bytes }, signer);
}

/** The body of an answer; 'NODE_ANSWERED_BADLY' as soon as it is longer than `most` bytes: no answer may fill the memory. */
export async function readBytes(response: Response, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > most) throw new NodeError('NODE_ANSWERED_BADLY', { rule: `at most ${most} bytes` });
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Turns an RFC 9457 answer into the error it names. */
async function readProblem(response: Response, path: string): Promise<NodeError> {
  const problem: unknown = await response.json().catch(() => undefined);
  const own = { status: response.status, path };
  if (!isRecord(problem) || typeof problem.code !== 'string') return new NodeError('NODE_ANSWERED_BADLY', own);
  const said = isRecord(problem.details) ? scalars(problem.details) : {};
  const detail = typeof problem.detail === 'string' ? { detail: problem.detail } : {};
  return new NodeError(problem.code, { ...said, ...detail, ...own });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function scalars(record: Record<string, unknown>): Record<string, string | number | boolean> {
  const kept: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(record)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') kept[name] = value;
  }
  return kept;
}
