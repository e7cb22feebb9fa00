import { type Hex, keccak256 } from 'viem';
import type { Chain } from '../chain/chain.ts';
import { createChainClient } from '../chain/contracts.ts';
import type { ContentStore } from '../content/content-store.ts';
import { defaultLimits } from '../content/limits.ts';
import { walkDag } from '../content/links.ts';
import { readMlDsaKey } from '../governance/expanded-keys.ts';
import { decisionLedgerAbi } from '../protocol/abi.ts';
import { standingSlots } from '../protocol/account-storage.ts';
import { parseCid, rawCidOfDigest } from '../protocol/cid.ts';
import { isNodeError, NodeError } from '../protocol/errors.ts';
import { type MlDsaEvidence, type Receipt, receiptLimits } from '../protocol/receipt.ts';
import { encodeBase64 } from '../protocol/receipt-fields.ts';
import { readHeaders } from './receipt-headers.ts';
import { type DecisionPlaces, findPlaces } from './receipt-places.ts';
import { createChainProofs } from './receipt-proofs.ts';
import { lowerCase, readAccountProof } from './receipt-state.ts';
import { readStoredSample } from './stored-sample.ts';

export interface ReceiptSources {
  readonly chain: Pick<Chain, 'chainId' | 'contracts' | 'genesisHash' | 'firstBlock' | 'request' | 'blockTransactions'>;
  readonly content: Pick<ContentStore, 'get'>;
}

export interface ReceiptOptions {
  readonly decisionId: bigint;
  /** The block to prove up to; default: the latest one, or the farthest that a receipt reaches. */
  readonly anchorBlock?: number;
}

/** Up to this anchor block a receipt carries every header since the genesis, and so proves by itself which ledger was founded. */
const GENESIS_REACH = 1024;

/**
 * Collects all evidence of a recorded decision into one file. Reads only; the same blocks give the same bytes.
 * Errors: 'DECISION_UNKNOWN', 'DECISION_NOT_RECORDED', 'RECEIPT_TOO_LONG', 'CONTENT_MISSING'.
 */
export async function buildReceipt({ chain, content }: ReceiptSources, options: ReceiptOptions): Promise<Receipt> {
  const { decisionId } = options;
  const head = Number(await createChainClient(chain).getBlockNumber());
  const places = await findPlaces(chain, decisionId, options.anchorBlock ?? head);
  const span = headerSpan(places, head, options.anchorBlock);
  const headers = await readHeaders(chain, span.from, span.to);
  const proofs = createChainProofs(chain);
  const { requested, recorded } = places;
  const finalized =
    places.finalized !== undefined && places.finalized.blockNumber <= span.to ? places.finalized : undefined;
  const steps = places.steps.filter(({ blockNumber }) => blockNumber <= span.to);
  if (steps.length > receiptLimits.steps) throw new NodeError('RECEIPT_TOO_LONG', { steps: steps.length });
  const { verifier, decisionLedger } = chain.contracts;
  const ledger = { address: decisionLedger, slots: standingSlots(decisionId), blockNumber: span.to };
  const better = steps.length === 0 ? undefined : await readBetterSample({ chain, content }, places, options, span.to);
  const calls = { request: await proofs.call(requested), record: await proofs.call(recorded) };
  const keys = await mlDsaKeys(chain, [...calls.request.signers, ...calls.record.signers]);
  return {
    format: 'qdt-receipt/1',
    decisionId: decisionId.toString(),
    anchor: {
      chainId: chain.chainId,
      genesisHash: chain.genesisHash,
      blockNumber: span.to,
      blockHash: keccak256(headers.at(-1) ?? '0x'),
    },
    contracts: { verifier: lowerCase(verifier), decisionLedger: lowerCase(decisionLedger) },
    headers,
    ...(span.from === 0 ? { founding: await proofs.transaction(1, 0) } : {}),
    events: {
      requested: await proofs.event(requested),
      recorded: await proofs.event(recorded),
      ...(finalized === undefined ? {} : { finalized: await proofs.event(finalized) }),
      ...(steps.length === 0 ? {} : { steps: await Promise.all(steps.map(proofs.event)) }),
    },
    calls: { request: calls.request.proof, record: calls.record.proof },
    verifier: await readAccountProof(chain, { address: verifier, slots: [], blockNumber: recorded.blockNumber - 1 }),
    ...(keys.length === 0 ? {} : { mlDsa65: await mlDsaEvidence(chain, keys, recorded.blockNumber - 1) }),
    standing: await readAccountProof(chain, ledger),
    ...(better === undefined ? {} : { betterSample: encodeBase64(better) }),
    report: places.reportCid,
    content: await readContent(content, places.reportCid),
  };
}

/** The public keys of the ML-DSA signers among these, each once. */
async function mlDsaKeys(chain: ReceiptSources['chain'], signers: readonly Hex[]): Promise<Hex[]> {
  const found = await Promise.all([...new Set(signers)].map((signer) => readMlDsaKey(chain, signer)));
  return found.filter((key) => key !== undefined);
}

async function mlDsaEvidence(
  chain: ReceiptSources['chain'],
  publicKeys: readonly Hex[],
  blockNumber: number,
): Promise<MlDsaEvidence> {
  const { mlDsa65Verifier: address, accountFactory } = chain.contracts;
  const verifier = await readAccountProof(chain, { address, slots: [], blockNumber });
  return { verifier, factory: lowerCase(accountFactory), publicKeys };
}

/** The state before a call is that of the block before, so the headers begin one block early. */
function headerSpan({ requested, recorded }: DecisionPlaces, head: number, wanted: number | undefined) {
  const start = Math.min(requested.blockNumber, recorded.blockNumber) - 1;
  const to = wanted ?? Math.min(head, start + receiptLimits.headers - 1);
  const from = to <= GENESIS_REACH ? 0 : start;
  if (to > head) throw new NodeError('BLOCK_NOT_FOUND', { blockNumber: to });
  if (recorded.blockNumber > to || to - from >= receiptLimits.headers)
    throw new NodeError('RECEIPT_TOO_LONG', { from, to });
  return { from, to };
}

/** The bytes of the sample that stands instead of the recorded one; undefined where none does, or neither content nor the court has them. */
async function readBetterSample(
  { chain, content }: ReceiptSources,
  { sampleHash }: DecisionPlaces,
  { decisionId }: ReceiptOptions,
  blockNumber: number,
): Promise<Uint8Array | undefined> {
  const ledger = { abi: decisionLedgerAbi, address: chain.contracts.decisionLedger, functionName: 'decision' } as const;
  const asked = { ...ledger, args: [decisionId], blockNumber: BigInt(blockNumber) } as const;
  const { sampleHash: standing } = (await createChainClient(chain).readContract(asked))[4];
  if (standing === sampleHash) return undefined;
  try {
    return new Uint8Array(await content.get(rawCidOfDigest(standing)));
  } catch (error) {
    if (isNodeError(error)) return await readStoredSample(chain, standing);
    throw error;
  }
}

/** Every block under the report, itself included. */
async function readContent(content: ReceiptSources['content'], reportCid: string): Promise<Record<string, string>> {
  const blocks: Record<string, string> = {};
  const limits = { ...defaultLimits, blocks: receiptLimits.contentBlocks, totalBytes: receiptLimits.contentBytes };
  const get = async (cid: { toString(): string }) => await content.get(cid.toString());
  for await (const { cid, bytes } of walkDag(parseCid(reportCid), get, limits)) {
    blocks[cid.toString()] = encodeBase64(new Uint8Array(bytes));
  }
  return blocks;
}
