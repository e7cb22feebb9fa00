import { type Hex, hexToString } from 'viem';

/** A problem's kind as the ledger holds it, left-aligned and zero-padded in 32 bytes, as text. */
export function kindText(kind: Hex): string {
  return hexToString(kind, { size: 32 });
}
