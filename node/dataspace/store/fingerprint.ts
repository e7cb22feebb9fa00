import { type Hex, sha256 } from 'viem';
import { canonicalJson } from '../../protocol/policy/canonical-json.ts';
import type { Json } from '../../protocol/policy/strict-json.ts';

/** By which a message that comes twice is known; a message without an id of its own is always a new one. */
export function fingerprintOf(body: Json, id: string | undefined): Hex | undefined {
  return id === undefined ? undefined : sha256(canonicalJson(body));
}
