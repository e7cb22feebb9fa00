import { create } from 'kubo-rpc-client';
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
  const { timeoutMilliseconds = 10_000 } = options;
  const { block } = create({ url });
  /** Kubo is told the time it has, and left alone when it is over. */
  const limits = () => ({ timeout: timeoutMilliseconds, signal: AbortSignal.timeout(timeoutMilliseconds) });
  const ask = <T>(command: string, answer: Promise<T>): Promise<T> =>
    answer.catch((error: unknown) => {
      throw isUnreachable(error)
        ? new NodeError('KUBO_UNREACHABLE', { url }, error)
        : new NodeError('KUBO_REFUSED', { command, status: statusOf(error) }, error);
    });

  return {
    async put(cid, bytes) {
      const parsed = parseBlockCid(cid);
      if (!bytesMatch(parsed, bytes)) throw new NodeError('CONTENT_HASH_MISMATCH', { cid });
      const codec = codecNames.get(parsed.code) ?? 'raw';
      const form = { cidCodec: codec, mhtype: 'sha2-256', ...limits() };
      const stored = await ask('block/put', block.put(bytes, form));
      if (stored.toString() !== cid)
        throw new NodeError('KUBO_REFUSED', { command: 'block/put', key: stored.toString() });
    },
    async get(cid) {
      const parsed = parseBlockCid(cid);
      const within = limits();
      // The client reads an answer whole, so Kubo is asked for the size first.
      const { size } = await ask('block/stat', block.stat(parsed, within));
      requireSize(size);
      const bytes = await ask('block/get', block.get(parsed, within));
      requireSize(bytes.length);
      if (!bytesMatch(parsed, bytes)) throw new NodeError('CONTENT_HASH_MISMATCH', { cid });
      return bytes;
    },
  };
}

function requireSize(bytes: number): void {
  if (!(bytes <= MAX_BLOCK_BYTES))
    throw new NodeError('CONTENT_TOO_LARGE', { limit: 'blockBytes', allowed: MAX_BLOCK_BYTES });
}

/** No answer at all, or none in time; fetch tells the first by a TypeError with a cause. */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ['TimeoutError', 'AbortError'].includes(error.name) || (error instanceof TypeError && 'cause' in error);
}

function statusOf(error: unknown): number | undefined {
  const response = error instanceof Error && 'response' in error ? error.response : undefined;
  return response instanceof Response ? response.status : undefined;
}
