import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, type Hex } from 'viem';
import { NodeError } from './errors.ts';
import { decodeRlp, rlpBytes, rlpList, rlpNumber } from './rlp.ts';

/** What a check needs of a block header (Yellow Paper 4.3, with the fields of EIP-1559, 4895, 4844, 4788 and 7685). */
export interface Header {
  readonly number: number;
  readonly hash: Hex;
  readonly parentHash: Hex;
  readonly stateRoot: Uint8Array;
  readonly transactionsRoot: Uint8Array;
  readonly receiptsRoot: Uint8Array;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** London has 16 fields, Shanghai 17, Cancun 20, Prague 21. */
const FIELD_COUNTS: readonly number[] = [16, 17, 20, 21];

/** Reads an RLP header; its hash is keccak256 of the very bytes. Errors: 'RLP_INVALID', 'HEADER_INVALID'. */
export function parseHeader(bytes: Uint8Array): Header {
  const fields = rlpList(decodeRlp(bytes));
  if (!FIELD_COUNTS.includes(fields.length)) throw new NodeError('HEADER_INVALID', { fields: fields.length });
  return {
    hash: bytesToHex(keccak_256(bytes)),
    parentHash: bytesToHex(rlpBytes(fields[0], 32)),
    stateRoot: rlpBytes(fields[3], 32),
    transactionsRoot: rlpBytes(fields[4], 32),
    receiptsRoot: rlpBytes(fields[5], 32),
    number: rlpNumber(fields[8]),
    timestamp: rlpNumber(fields[11]),
  };
}

/** A chain of headers without a gap. */
export interface HeaderChain {
  readonly first: Header;
  readonly last: Header;
  /** 'HEADER_MISSING' for a number outside the chain. */
  at(number: number): Header;
  /** The header with that hash, if it is one of these. */
  find(hash: Hex): Header | undefined;
}

/** Reads headers and checks that each names the one before it as its parent; 'HEADER_NOT_LINKED' says where it breaks. */
export function linkHeaders(encoded: readonly Uint8Array[]): HeaderChain {
  const headers = encoded.map(parseHeader);
  for (const [index, header] of headers.entries()) requireLink(headers[index - 1], header);
  const first = headers[0];
  const last = headers.at(-1);
  if (first === undefined || last === undefined) throw new NodeError('HEADER_MISSING');
  return {
    first,
    last,
    at(number) {
      const header = headers[number - first.number];
      if (header === undefined) throw new NodeError('HEADER_MISSING', { number });
      return header;
    },
    find: (hash) => headers.find((header) => header.hash === hash),
  };
}

function requireLink(parent: Header | undefined, header: Header): void {
  if (parent === undefined) return;
  const isLinked = header.parentHash === parent.hash && header.number === parent.number + 1;
  if (!isLinked) throw new NodeError('HEADER_NOT_LINKED', { number: header.number });
}
