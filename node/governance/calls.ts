import type { Address, Hex, TransactionReceipt } from 'viem';
import type { ContentStore } from '../content/content-store.ts';
import {
  batchDigest,
  type CallBatch,
  encodeExecute,
  ofOneAlgorithm,
  refusalDigest,
  type SignerSignature,
} from '../protocol/call.ts';
import { NodeError } from '../protocol/errors.ts';
import type { SignatureEngine } from '../protocol/signatures/engine.ts';
import { requireAccount, requireSignatures, requireTimely } from './call-checks.ts';
import { blockReader, type ContentBlock, nameBlocks } from './call-content.ts';
import type { CallStatus, CallView, CostComponent, StoredCall, StoredRefusal } from './call-record.ts';
import { viewCall } from './call-view.ts';
import type { CallsTable } from './calls-table.ts';
import type { ParticipantsTable } from './participants-table.ts';
import { withProposedCalls } from './proposed-calls.ts';
import { createSerial } from './serial.ts';

/** Sends calldata to the chain with a key that has no authority. */
export interface Relay {
  /** Throws 'CALL_REVERTED' with the contract's error where the call would fail; writes nothing. */
  preflight(call: { to: Address; data: Hex }): Promise<void>;
  /** The same check, then the transaction; resolves when it is durable. */
  send(call: { to: Address; data: Hex }): Promise<TransactionReceipt>;
}

export type BlockReader = (cid: string) => Promise<Uint8Array>;

export interface CallsOptions {
  chainId: number;
  founder: Address;
  /** Content may also come with what is proposed to it. */
  governor: Address;
  table: CallsTable;
  participants: ParticipantsTable;
  content: ContentStore;
  relay: Relay;
  engine: SignatureEngine;
  /** Throws 'ALGORITHM_NOT_USABLE'. */
  requireUsable: (signer: Hex) => void;
  /** Unix seconds. */
  clock: () => number;
  /** Resolves when the index holds everything up to this block. */
  indexed: (blockNumber: number) => Promise<void>;
  /** What can be seen to be wrong before anything is kept or relayed throws here. */
  review: (batch: CallBatch, getBlock: BlockReader) => Promise<void>;
  /** Told after a call was kept, changed or executed. */
  announce: (digest: Hex) => void;
}

export interface SubmittedCall {
  batch: CallBatch;
  signatures: readonly SignerSignature[];
  blocks: readonly Uint8Array[];
  cost: readonly CostComponent[];
}

export interface CallOutcome {
  view: CallView;
  /** Given when this very request relayed the call. */
  receipt?: TransactionReceipt;
}

export interface Calls {
  submit(call: SubmittedCall): Promise<CallOutcome>;
  addSignature(digest: Hex, signed: SignerSignature): Promise<CallOutcome>;
  refuse(digest: Hex, refusal: StoredRefusal): Promise<CallView>;
  get(digest: Hex): CallView | undefined;
  /** The cost note that came with a call. */
  costOf(digest: Hex): readonly CostComponent[];
  list(query: { account?: Address; status?: CallStatus; limit: number }): CallView[];
}

/** Calls of one day that wait for others, for each signer. */
const mostWaitingCalls = 256;

/**
 * Calls of accounts that wait for k of n signatures. Every signature is verified here before it is kept; the one that
 * completes a call is kept only after the chain took the call, so a refused call leaves nothing behind.
 */
export function createCalls(options: CallsOptions): Calls {
  const { table, participants, content, relay, engine, clock } = options;
  const serial = createSerial();
  const view = (stored: StoredCall): CallView => viewCall(stored, participants, clock());

  async function submit(submitted: SubmittedCall): Promise<CallOutcome> {
    const { batch } = submitted;
    const digest = batchDigest(options.chainId, batch);
    const known = requireAccount(participants, batch.account);
    requireNew(digest, batch);
    for (const { signer } of submitted.signatures) options.requireUsable(signer);
    requireSignatures(engine, known, digest, submitted.signatures);
    const blocks = requireContent(submitted);
    await options.review(batch, blockReader(content, blocks));
    const kept = table.get(digest) ?? { digest, batch, signatures: [], refusals: [], createdAt: clock(), cost: [] };
    const cost = kept.cost.length === 0 ? submitted.cost : kept.cost;
    return await complete({ ...kept, cost }, submitted.signatures, blocks);
  }

  /** Adds verified signatures; relays when they are enough, else keeps them. */
  async function complete(
    kept: StoredCall,
    added: readonly SignerSignature[],
    blocks: readonly ContentBlock[] = [],
  ): Promise<CallOutcome> {
    const fresh = added.filter(({ signer }) => !kept.signatures.some((one) => one.signer === signer));
    const duplicate = added.find((one) => !fresh.includes(one));
    if (fresh.length === 0 && duplicate !== undefined) {
      throw new NodeError('SIGNER_DUPLICATE', { signer: duplicate.signer, digest: kept.digest });
    }
    const { signers, threshold } = requireAccount(participants, kept.batch.account);
    // A signer that was removed while the call waited no longer counts.
    const standing = kept.signatures.filter(({ signer }) => signers.includes(signer));
    const call = { ...kept, signatures: [...standing, ...fresh] };
    if (ofOneAlgorithm(call.signatures).length < threshold) {
      for (const { signer } of fresh) requireRoom(signer);
      await storeBlocks(blocks);
      table.put(call);
      options.announce(call.digest);
      return { view: view(call) };
    }
    return await execute(call, blocks);
  }

  async function execute(call: StoredCall, blocks: readonly ContentBlock[]): Promise<CallOutcome> {
    const transaction = { to: call.batch.account, data: encodeExecute(call.batch, ofOneAlgorithm(call.signatures)) };
    if (blocks.length > 0) {
      await relay.preflight(transaction);
      await storeBlocks(blocks);
    }
    const receipt = await relay.send(transaction);
    const executed = { ...call, transactionHash: receipt.transactionHash };
    table.put(executed);
    await options.indexed(Number(receipt.blockNumber));
    options.announce(call.digest);
    return { view: view(executed), receipt };
  }

  /** Content comes only with a call of an enrolled participant or the founder. */
  function requireContent({ batch, blocks }: SubmittedCall): ContentBlock[] {
    if (blocks.length === 0) return [];
    const isFounder = batch.account.toLowerCase() === options.founder.toLowerCase();
    if (!isFounder && participants.enrolment(batch.account)?.status !== 'ACTIVE') {
      throw new NodeError('CONTENT_NOT_ENROLLED', { account: batch.account });
    }
    return nameBlocks(withProposedCalls(batch.calls, options.governor), blocks);
  }

  /** One signer of many cannot fill the disk, nor keep the others from being heard. */
  function requireRoom(signer: Hex): void {
    if (table.countWaiting(signer, clock() - 86_400) >= mostWaitingCalls) {
      throw new NodeError('CALLS_TOO_MANY', { signer, allowed: mostWaitingCalls, everySeconds: 86_400 });
    }
  }

  async function storeBlocks(blocks: readonly ContentBlock[]): Promise<void> {
    for (const { cid, bytes } of blocks) await content.put(cid, bytes);
  }

  function requirePending(digest: Hex): StoredCall {
    const stored = table.get(digest);
    if (stored === undefined) throw new NodeError('CALL_UNKNOWN', { digest });
    requireNew(digest, stored.batch);
    return stored;
  }

  /** An executed call says where it went, so that whoever lost the answer knows that nothing is left to do. */
  function requireNew(digest: Hex, batch: CallBatch): void {
    const { account, nonce } = batch;
    const transactionHash = table.get(digest)?.transactionHash ?? participants.executed(digest)?.transactionHash;
    if (transactionHash !== undefined)
      throw new NodeError('CALL_NONCE_USED', { account, nonce, digest, transactionHash });
    requireTimely(participants, batch, clock());
  }

  return {
    submit: (call) => serial(batchDigest(options.chainId, call.batch), () => submit(call)),
    addSignature: (digest, signed) =>
      serial(digest.toLowerCase(), async () => {
        const stored = requirePending(digest);
        options.requireUsable(signed.signer);
        requireSignatures(engine, requireAccount(participants, stored.batch.account), stored.digest, [signed]);
        return await complete(stored, [signed]);
      }),
    refuse: (digest, refusal) =>
      serial(digest.toLowerCase(), async () => {
        const { batch } = requirePending(digest);
        const known = requireAccount(participants, batch.account);
        const refused = refusalDigest(options.chainId, batch.account, { digest, check: refusal.check });
        requireSignatures(engine, known, refused, [refusal]);
        table.putRefusal(digest, refusal);
        options.announce(digest);
        return view(requirePending(digest));
      }),
    get(digest) {
      const stored = table.get(digest);
      return stored === undefined ? undefined : view(stored);
    },
    costOf: (digest) => table.get(digest)?.cost ?? [],
    list({ account, status, limit }) {
      const views = table.list(account, status === undefined ? limit : mostListed).map(view);
      return views.filter((one) => status === undefined || one.status === status).slice(0, limit);
    },
  };
}

/** A list by status looks at this many newest calls. */
const mostListed = 1000;
