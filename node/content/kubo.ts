import { NodeError } from '../protocol/errors.ts';
import { bytesMatch, parseBlockCid } from './block-cid.ts';
import { MAX_BLOCK_BYTES } from './limits.ts';

/** Blocks on a Kubo node, by its HTTP RPC (docs.ipfs.tech/reference/kubo/rpc). Kubo's answers are checked like any other's. */
export interface KuboBlocks {
  put(cid: string, bytes: Uint8Array): Promise<void>;
  get(cid: string): Promise<Uint8Array>;
}

const codecNames = new Map([
  [0x71, 'dag-cbor'],
  [0x55, 'raw'],
  [0x70, 'dag-pb'],
]);

/** `url` is the RPC's root, for example http://127.0.0.1:5001. Errors: 'KUBO_UNREACHABLE', 'KUBO_REFUSED', and the store's own. */
export function createKuboBlocks(url: string, options: { timeoutMilliseconds?: number } = {}): KuboBlocks {
  const { timeoutMilliseconds = 30_000 } = options;
  const call = async (path: string, parameters: Record<string, string>, body?: FormData): Promise<Response> => {
    const target = new URL(`/api/v0/${path}?${new URLSearchParams(parameters)}`, url);
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    const request = { method: 'POST', redirect: 'error', signal, ...(body === undefined ? {} : { body }) } as const;
    const response = await fetch(target, request).catch((error: unknown) => {
      throw new NodeError('KUBO_UNREACHABLE', { url }, error);
    });
    if (!response.ok) throw new NodeError('KUBO_REFUSED', { path, status: response.status });
    return response;
  };

  return {
    async put(cid, bytes) {
      const parsed = parseBlockCid(cid);
      if (!bytesMatch(parsed, bytes)) throw new NodeError('CONTENT_HASH_MISMATCH', { cid });
      const form = new FormData();
      form.set('data', new Blob([new Uint8Array(bytes)]));
      const codec = codecNames.get(parsed.code) ?? 'raw';
      const answer: unknown = await (await call('block/put', { 'cid-codec': codec, mhtype: 'sha2-256' }, form)).json();
      if (keyOf(answer) !== cid) throw new NodeError('KUBO_REFUSED', { path: 'block/put', key: String(keyOf(answer)) });
    },
    async get(cid) {
      const parsed = parseBlockCid(cid);
      const bytes = await readLimited(await call('block/get', { arg: cid }));
      if (!bytesMatch(parsed, bytes)) throw new NodeError('CONTENT_HASH_MISMATCH', { cid });
      return bytes;
    },
  };
}

async function readLimited(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of response.body ?? []) {
    total += chunk.length;
    if (total > MAX_BLOCK_BYTES)
      throw new NodeError('CONTENT_TOO_LARGE', { limit: 'blockBytes', allowed: MAX_BLOCK_BYTES });
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function keyOf(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'Key' in answer ? answer.Key : undefined;
}
