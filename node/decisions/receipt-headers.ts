import { bytesToHex, type Hex, hexToBytes, keccak256, numberToHex, toRlp } from 'viem';
import type { ChainReader } from '../chain/contracts.ts';
import { field, hexValue } from '../chain/rpc-values.ts';
import { NodeError } from '../protocol/errors.ts';

/** Fields of a block header in the order of its RLP; the later ones came with later forks and are absent before them. */
const byteFields = [
  'parentHash',
  'sha3Uncles',
  'miner',
  'stateRoot',
  'transactionsRoot',
  'receiptsRoot',
  'logsBloom',
] as const;
const numberFields = ['difficulty', 'number', 'gasLimit', 'gasUsed', 'timestamp'] as const;
const laterFields = [
  ['baseFeePerGas', encodeNumber],
  ['withdrawalsRoot', encodeBytes],
  ['blobGasUsed', encodeNumber],
  ['excessBlobGas', encodeNumber],
  ['parentBeaconBlockRoot', encodeBytes],
  ['requestsHash', encodeBytes],
] as const;

/** The RLP of a block's header; 'RECEIPT_HEADER_MISMATCH' when it does not hash to what the chain calls the block. */
export async function readHeader(chain: ChainReader, blockNumber: number): Promise<Hex> {
  const block = await chain.request('eth_getBlockByNumber', [numberToHex(blockNumber), false]);
  if (block === null || block === undefined) throw new NodeError('BLOCK_NOT_FOUND', { blockNumber });
  const header = encodeHeader(block);
  if (keccak256(header) !== hexValue(field(block, 'hash'), 'hash')) {
    throw new NodeError('RECEIPT_HEADER_MISMATCH', { blockNumber });
  }
  return header;
}

/** Headers from one block to another, both included. */
export async function readHeaders(chain: ChainReader, from: number, to: number): Promise<Hex[]> {
  const headers: Hex[] = [];
  for (let blockNumber = from; blockNumber <= to; blockNumber++) headers.push(await readHeader(chain, blockNumber));
  return headers;
}

function encodeHeader(block: unknown): Hex {
  const later = laterFields.filter(([name]) => field(block, name) !== undefined);
  return toRlp([
    ...byteFields.map((name) => encodeBytes(field(block, name))),
    ...numberFields.map((name) => encodeNumber(field(block, name))),
    ...['extraData', 'mixHash', 'nonce'].map((name) => encodeBytes(field(block, name))),
    ...later.map(([name, encode]) => encode(field(block, name))),
  ]);
}

function encodeBytes(value: unknown): Hex {
  return bytesToHex(hexToBytes(hexValue(value, 'header')));
}

/** RLP's integers have no leading zeros, and zero is empty. */
function encodeNumber(value: unknown): Hex {
  const number = BigInt(hexValue(value, 'header'));
  if (number === 0n) return '0x';
  const digits = number.toString(16);
  return `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`;
}
