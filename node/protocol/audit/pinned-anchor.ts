import { invalid, readHash, readInteger } from '../document-fields.ts';
import { readLowerAddress } from '../receipt-fields.ts';
import type { PinnedAnchor } from './anchor.ts';

/**
 * Reads what somebody noted down: a block hash, or the JSON of GET /anchor, to which `decisionLedger` may be added.
 * Anything else throws DOCUMENT_INVALID with the field.
 */
export function readPinnedAnchor(value: unknown): PinnedAnchor {
  if (typeof value === 'string') return readHash(value.trim().toLowerCase(), 'anchor');
  if (typeof value !== 'object' || value === null) throw invalid('anchor', 'a block hash or an anchor object');
  const field = (name: string): unknown => Reflect.get(value, name);
  const ledger = field('decisionLedger');
  return {
    chainId: readInteger(field('chainId'), 'anchor.chainId', 1, Number.MAX_SAFE_INTEGER),
    genesisHash: readHash(lower(field('genesisHash')), 'anchor.genesisHash'),
    blockNumber: readInteger(field('blockNumber'), 'anchor.blockNumber', 0, Number.MAX_SAFE_INTEGER),
    blockHash: readHash(lower(field('blockHash')), 'anchor.blockHash'),
    ...(ledger === undefined ? {} : { decisionLedger: readLowerAddress(lower(ledger), 'anchor.decisionLedger') }),
  };
}

function lower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}
