import { fromRlp, type Hex, hexToBytes, keccak256, parseTransaction, serializeTransaction, toRlp } from 'viem';
import { indexTrie } from '../../../../node/decisions/receipt-tries.ts';
import { batchDigest, encodeExecute } from '../../../../node/protocol/call.ts';
import { cidOfBlock } from '../../../../node/protocol/cid.ts';
import { encodeProblem } from '../../../../node/protocol/problems/problem.ts';
import type { Receipt } from '../../../../node/protocol/receipt.ts';
import { encodeBase64 } from '../../../../node/protocol/receipt-fields.ts';
import { encodeReport, reportCid } from '../../../../node/protocol/report.ts';
import { readSignedCall } from '../../../../node/protocol/signed-call.ts';
import { provenTransaction } from '../../../../node/protocol/transaction-receipt.ts';
import { decodeProof } from '../../../../node/protocol/trie.ts';
import type { Answer, City } from '../../decisions/city.ts';
import { signDigest } from '../../decisions/signing-keys.ts';

/** What a forger can do to a receipt: change it and make again everything that hashes over the change. */

const TRANSACTIONS_ROOT = 4;
const RECEIPTS_ROOT = 5;

/** The receipt with the recording transaction changed, in a chain made again around it. */
export async function withRecordTransaction(receipt: Receipt, change: (raw: Hex) => Hex): Promise<Receipt> {
  const { recorded } = receipt.events;
  const root = headerField(receipt, recorded.blockNumber, TRANSACTIONS_ROOT);
  const raw = change(provenTransaction(hexToBytes(root), 0, decodeProof(receipt.calls.record.transactionProof)));
  const trie = await indexTrie([raw]);
  const record = { ...receipt.calls.record, transactionProof: await trie.prove(0) };
  return withHeaderField(
    { ...receipt, calls: { ...receipt.calls, record } },
    recorded.blockNumber,
    TRANSACTIONS_ROOT,
    trie.root,
  );
}

/** A transaction of the committee with other calls, which two of its operators did sign. */
export function withSignedCalls(raw: Hex, { chain, committee }: City, change: (data: Hex) => Hex): Hex {
  const { batch } = readSignedCall(raw);
  const changed = { ...batch, calls: batch.calls.map((call) => ({ ...call, data: change(call.data) })) };
  const digest = batchDigest(chain.chainId, changed);
  const signatures = committee.keys.slice(0, 2).map((key) => signDigest(chain.contracts.verifier, key, digest));
  return serializeTransaction({ ...parseTransaction(raw), data: encodeExecute(changed, signatures) });
}

/** The receipt with the recording transaction's receipt changed, in a chain made again around it. */
export async function withRecordLogs(receipt: Receipt, change: (leaf: Hex) => Hex): Promise<Receipt> {
  const { recorded } = receipt.events;
  const root = headerField(receipt, recorded.blockNumber, RECEIPTS_ROOT);
  const leaf = change(provenTransaction(hexToBytes(root), 0, decodeProof(recorded.proof)));
  const trie = await indexTrie([leaf]);
  const events = { ...receipt.events, recorded: { ...recorded, proof: await trie.prove(0) } };
  return withHeaderField({ ...receipt, events }, recorded.blockNumber, RECEIPTS_ROOT, trie.root);
}

/** The receipt with another honest report about another problem in the place of the recorded one. */
export function withOtherAnswer(receipt: Receipt, { problem, snapshot, report }: Answer): Receipt {
  const blocks = [...snapshot.blocks.map(({ bytes }) => bytes), encodeProblem(problem), encodeReport(report)];
  return { ...receipt, report: reportCid(report), content: contentOf(blocks) };
}

/** One bit of one block flipped, under the CID it had. */
export function withFlippedBlock(receipt: Receipt, cid: string): Receipt {
  const bytes = new Uint8Array(Buffer.from(receipt.content[cid] ?? '', 'base64'));
  const middle = bytes.length >> 1;
  bytes.set([(bytes[middle] ?? 0) ^ 1], middle);
  return { ...receipt, content: { ...receipt.content, [cid]: encodeBase64(bytes) } };
}

function withHeaderField(receipt: Receipt, blockNumber: number, place: number, value: Hex): Receipt {
  const headers: Hex[] = [];
  for (const [index, header] of receipt.headers.entries()) {
    const fields = fieldsOf(header);
    const previous = headers.at(-1);
    if (previous !== undefined) fields[0] = keccak256(previous);
    if (index === indexOf(receipt, blockNumber)) fields[place] = value;
    headers.push(toRlp(fields));
  }
  return { ...receipt, headers, anchor: { ...receipt.anchor, blockHash: keccak256(headers.at(-1) ?? '0x') } };
}

function headerField(receipt: Receipt, blockNumber: number, place: number): Hex {
  return fieldsOf(receipt.headers[indexOf(receipt, blockNumber)] ?? '0x')[place] ?? '0x';
}

function indexOf({ anchor, headers }: Receipt, blockNumber: number): number {
  return blockNumber - (anchor.blockNumber - headers.length + 1);
}

function fieldsOf(header: Hex): Hex[] {
  return [fromRlp(header, 'hex')].flat().map((field) => (typeof field === 'string' ? field : '0x'));
}

function contentOf(blocks: readonly Uint8Array[]): Record<string, string> {
  return Object.fromEntries(blocks.map((bytes) => [cidOfBlock(bytes), encodeBase64(bytes)]));
}
