import type { PinnedAnchor } from '../../protocol/audit/anchor.ts';
import { readPinnedAnchor } from '../../protocol/audit/pinned-anchor.ts';
import { NodeError } from '../../protocol/errors.ts';

/** Reads the anchor field: empty, a block hash, or the JSON that GET /anchor of another node gives. Throws ANCHOR_MALFORMED. */
export function readAnchorField(text: string): PinnedAnchor | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  try {
    return readPinnedAnchor(trimmed.startsWith('{') ? JSON.parse(trimmed) : trimmed);
  } catch (error) {
    throw new NodeError('ANCHOR_MALFORMED', {}, error);
  }
}
