import { readFile, stat } from 'node:fs/promises';
import { createClient } from '../../node/client/client.ts';
import type { PinnedAnchor } from '../../node/protocol/audit/anchor.ts';
import { readPinnedAnchor } from '../../node/protocol/audit/pinned-anchor.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import { type AuditArguments, isUrl } from './arguments.ts';

const LONGEST_RECEIPT = 64 * 1024 * 1024;
const LONGEST_ANCHOR = 65_536;

/**
 * The receipt as parsed JSON; undefined where the file holds no JSON, which the audit then reports like any other forgery.
 * Throws FILE_UNREADABLE, FILE_TOO_LARGE, or what the node answers.
 */
export async function loadReceipt({ source, nodeUrl }: Pick<AuditArguments, 'source' | 'nodeUrl'>): Promise<unknown> {
  if ('id' in source) return await createClient({ url: nodeUrl.replace(/\/$/, '') }).receipt(source.id);
  return parseJson(await readLimited(source.file, LONGEST_RECEIPT));
}

/** An anchor from a hash, a file or an address. Throws DOCUMENT_INVALID for anything that is none. */
export async function loadAnchor(text: string | undefined): Promise<PinnedAnchor | undefined> {
  if (text === undefined) return undefined;
  if (/^0x[0-9a-f]{64}$/i.test(text)) return readPinnedAnchor(text);
  const content = isUrl(text) ? await fetchText(text) : await readLimited(text, LONGEST_ANCHOR);
  return readPinnedAnchor(parseJson(content) ?? content);
}

async function fetchText(url: string): Promise<string> {
  const target = new URL(url);
  if (target.pathname === '/') target.pathname = '/anchor';
  const response = await fetch(target, { headers: { accept: 'application/json' } }).catch((error: unknown) => {
    throw new NodeError('NODE_UNREACHABLE', { url }, error);
  });
  if (!response.ok) throw new NodeError('NODE_ANSWERED_BADLY', { url, status: response.status });
  return await response.text();
}

async function readLimited(path: string, most: number): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > most) throw new NodeError('FILE_TOO_LARGE', { path, bytes: size, most });
    return await readFile(path, 'utf8');
  } catch (error) {
    throw error instanceof NodeError ? error : new NodeError('FILE_UNREADABLE', { path }, error);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
