import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, type Hex, stringToBytes } from 'viem';

/** The name of an area as the ledger has it: the text, left-aligned, where it has at most 32 bytes of UTF-8, else its sha2-256. */
export function areaWord(name: string): Hex {
  const bytes = stringToBytes(name);
  return bytes.length > 32 ? bytesToHex(sha256(bytes)) : bytesToHex(stringToBytes(name, { size: 32 }));
}
