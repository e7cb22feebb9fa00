import { type Address, bytesToHex, type Hex } from 'viem';
import { NodeError } from './errors.ts';
import { decodeRlp, encodeRlpIndex, type RlpItem, rlpBytes, rlpList, rlpNumber } from './rlp.ts';
import { readTrie } from './trie.ts';

export interface Log {
  readonly address: Address;
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

/** The logs of the transaction with that index, proven under a block's receipts root; 'TRANSACTION_FAILED' if it reverted. */
export function provenLogs(receiptsRoot: Uint8Array, index: number, proof: readonly Uint8Array[]): Log[] {
  const value = readTrie(receiptsRoot, encodeRlpIndex(index), proof);
  if (value === undefined) throw new NodeError('PROOF_INVALID', { rule: 'a receipt at that index' });
  const [status, , , logs] = rlpList(decodeRlp(untyped(value)), 4);
  if (rlpNumber(status) !== 1) throw new NodeError('TRANSACTION_FAILED', { index });
  return rlpList(logs).map(readLog);
}

/** The raw signed transaction with that index, proven under a block's transactions root. */
export function provenTransaction(transactionsRoot: Uint8Array, index: number, proof: readonly Uint8Array[]): Hex {
  const value = readTrie(transactionsRoot, encodeRlpIndex(index), proof);
  if (value === undefined) throw new NodeError('PROOF_INVALID', { rule: 'a transaction at that index' });
  return bytesToHex(value);
}

/** A typed receipt is its type byte and the payload (EIP-2718); a legacy one begins as a list. */
function untyped(value: Uint8Array): Uint8Array {
  return (value[0] ?? 0) < 0x80 ? value.subarray(1) : value;
}

function readLog(item: RlpItem): Log {
  const [address, topics, data] = rlpList(item, 3);
  return {
    address: bytesToHex(rlpBytes(address, 20)),
    topics: rlpList(topics).map((topic) => bytesToHex(rlpBytes(topic, 32))),
    data: bytesToHex(rlpBytes(data)),
  };
}
