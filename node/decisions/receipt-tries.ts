import { createMerkleProof, createMPT } from '@ethereumjs/mpt';
import { bytesToHex, concatHex, type Hex, hexToBytes, numberToHex, toRlp } from 'viem';
import type { Chain } from '../chain/chain.ts';
import { field, hexValue, quantity, rpcBlock } from '../chain/rpc-values.ts';
import { NodeError } from '../protocol/errors.ts';
import { encodeRlpIndex } from '../protocol/rlp.ts';

type BlockReader = Pick<Chain, 'request' | 'blockTransactions'>;

/** Proves single transactions of a block, and what became of them, under the roots in its header. */
export interface BlockProofs {
  transaction(index: number): Promise<Hex[]>;
  receipt(index: number): Promise<Hex[]>;
}

/** Builds both tries of a block; 'RECEIPT_ROOT_MISMATCH' when a root is not the header's. */
export async function readBlockProofs(chain: BlockReader, blockNumber: number): Promise<BlockProofs> {
  const block = await chain.request('eth_getBlockByNumber', [numberToHex(blockNumber), false]);
  const transactions = await chain.blockTransactions(blockNumber);
  const receipts: Hex[] = [];
  for (const hash of rpcBlock(block).transactions) {
    receipts.push(encodeReceipt(await chain.request('eth_getTransactionReceipt', [hash])));
  }
  const prover = async (leaves: readonly Hex[], rootName: string) => {
    const { root, prove } = await indexTrie(leaves);
    if (root !== field(block, rootName)) throw new NodeError('RECEIPT_ROOT_MISMATCH', { blockNumber, rootName });
    return prove;
  };
  return {
    transaction: await prover(transactions, 'transactionsRoot'),
    receipt: await prover(receipts, 'receiptsRoot'),
  };
}

/** The trie from RLP(index) to leaf that transactions and receipts are kept in (Yellow Paper 4.3). */
export async function indexTrie(
  leaves: readonly Hex[],
): Promise<{ root: Hex; prove: (index: number) => Promise<Hex[]> }> {
  const trie = await createMPT();
  for (const [index, leaf] of leaves.entries()) await trie.put(encodeRlpIndex(index), hexToBytes(leaf));
  return {
    root: bytesToHex(trie.root()),
    async prove(index) {
      const nodes = await createMerkleProof(trie, encodeRlpIndex(index));
      return nodes.filter(standsAlone).map((node) => bytesToHex(node));
    },
  };
}

/** A node below 32 bytes stands in its parent and is no node of the proof; the root always is one. */
function standsAlone(node: Uint8Array, position: number): boolean {
  return position === 0 || node.length >= 32;
}

/** A typed transaction's receipt is its type byte and the RLP of status, gas so far, bloom and logs (EIP-2718). */
function encodeReceipt(receipt: unknown): Hex {
  const logs = field(receipt, 'logs');
  if (!Array.isArray(logs)) throw new NodeError('RPC_ANSWER_INVALID', { name: 'logs' });
  const payload = toRlp([
    minimal(field(receipt, 'status')),
    minimal(field(receipt, 'cumulativeGasUsed')),
    hexValue(field(receipt, 'logsBloom'), 'logsBloom'),
    logs.map((log) => [
      hexValue(field(log, 'address'), 'address'),
      topicsOf(log),
      hexValue(field(log, 'data'), 'data'),
    ]),
  ]);
  const type = quantity(field(receipt, 'type') ?? '0x0', 'type');
  return type === 0 ? payload : concatHex([numberToHex(type, { size: 1 }), payload]);
}

function topicsOf(log: unknown): Hex[] {
  const topics = field(log, 'topics');
  if (!Array.isArray(topics)) throw new NodeError('RPC_ANSWER_INVALID', { name: 'topics' });
  return topics.map((topic) => hexValue(topic, 'topics'));
}

function minimal(value: unknown): Hex {
  const number = quantity(value, 'receipt');
  return number === 0 ? '0x' : bytesToHex(hexToBytes(numberToHex(number)));
}
