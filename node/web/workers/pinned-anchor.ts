import { type Hex, isHex, size } from 'viem';
import type { PinnedAnchor } from '../../protocol/audit/anchor.ts';
import { NodeError } from '../../protocol/errors.ts';

/** Reads the anchor field: empty, a block hash, or the JSON that GET /anchor of another node gives. Throws ANCHOR_MALFORMED. */
export function readPinnedAnchor(text: string): PinnedAnchor | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (!trimmed.startsWith('{')) return readHash(trimmed);
  const fields = parseObject(trimmed);
  const { chainId, blockNumber } = fields;
  if (typeof chainId !== 'number' || typeof blockNumber !== 'number') throw new NodeError('ANCHOR_MALFORMED');
  return { chainId, blockNumber, genesisHash: readHash(fields.genesisHash), blockHash: readHash(fields.blockHash) };
}

function readHash(value: unknown): Hex {
  if (typeof value !== 'string' || !isHex(value) || size(value) !== 32) throw new NodeError('ANCHOR_MALFORMED');
  return `0x${value.slice(2).toLowerCase()}`;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(text) };
  } catch (error) {
    throw new NodeError('ANCHOR_MALFORMED', {}, error);
  }
}
