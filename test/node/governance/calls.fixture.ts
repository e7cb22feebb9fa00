import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Address, Hex, TransactionReceipt } from 'viem';
import { type ContentStore, createContentStore } from '../../../node/content/content-store.ts';
import { type Calls, createCalls } from '../../../node/governance/calls.ts';
import { openCallsTable } from '../../../node/governance/calls-table.ts';
import {
  type AccountSigners,
  openParticipantsTable,
  type ParticipantsTable,
} from '../../../node/governance/participants-table.ts';
import { batchDigest, type CallBatch } from '../../../node/protocol/call.ts';
import type { NodeError } from '../../../node/protocol/errors.ts';
import { nativeEngine } from '../../../node/protocol/signatures/native.ts';
import { testKey } from './signers.fixture.ts';

export const chainId = 55_000_042;
export const verifier: Address = `0x${'a1'.repeat(20)}`;
export const founder: Address = `0x${'f0'.repeat(20)}`;
export const committee: Address = `0x${'c0'.repeat(20)}`;
export const now = 1_790_000_000;

export interface CallsBench {
  calls: Calls;
  participants: ParticipantsTable;
  content: ContentStore;
  folder: string;
  relayed: { to: Address; data: Hex }[];
  announced: Hex[];
  /** Makes the chain refuse what comes next. */
  refuse: (reason: NodeError | undefined) => void;
  setTime: (seconds: number) => void;
  remove: () => Promise<void>;
}

/** Calls over real tables and a real store, with a chain that takes everything until told otherwise. */
export async function startCallsBench(): Promise<CallsBench> {
  const folder = await mkdtemp(join(tmpdir(), 'qdt-calls-'));
  const content = await createContentStore(join(folder, 'content'));
  const participants = openParticipantsTable(new DatabaseSync(join(folder, 'index.sqlite')));
  enterAccount(participants, founder, { signers: [testKey(9).signer(verifier)], threshold: 1 });
  enterAccount(participants, committee, {
    signers: [1, 2, 3].map((number) => testKey(number).signer(verifier)),
    threshold: 2,
  });
  const table = openCallsTable(join(folder, 'calls.sqlite'));
  const relayed: { to: Address; data: Hex }[] = [];
  const announced: Hex[] = [];
  let time = now;
  let refusal: NodeError | undefined;
  const preflight = async (): Promise<void> => {
    if (refusal !== undefined) throw refusal;
  };
  const calls = createCalls({
    chainId,
    founder,
    governor: `0x${'90'.repeat(20)}`,
    table,
    participants,
    content,
    engine: nativeEngine,
    requireUsable: () => undefined,
    relay: {
      preflight,
      async send(call) {
        await preflight();
        relayed.push(call);
        return receiptOf(relayed.length);
      },
    },
    clock: () => time,
    indexed: async () => {},
    review: async () => {},
    announce: (digest) => announced.push(digest),
  });
  return {
    calls,
    participants,
    content,
    folder,
    relayed,
    announced,
    refuse: (reason) => {
      refusal = reason;
    },
    setTime: (seconds) => {
      time = seconds;
    },
    remove: async () => {
      table.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A batch of the account that calls nobody in particular. */
export function batchOf(account: Address, nonce: bigint, data: Hex = '0x12345678'): CallBatch {
  return { account, calls: [{ target: `0x${'77'.repeat(20)}`, value: 0n, data }], nonce, deadline: now + 3600 };
}

/** What the index holds of an account once its signers were read. */
export function enterAccount(participants: ParticipantsTable, account: Address, signers: AccountSigners): void {
  participants.markUnread(account);
  const mark = participants.unread().find((one) => one.account === account)?.mark ?? 0;
  participants.putSigners(account, signers, mark);
}

/** What the follower writes when the chain executed a batch. */
export function markExecuted(participants: ParticipantsTable, batch: CallBatch): void {
  const digest = batchDigest(chainId, batch);
  participants.putExecuted({
    digest,
    account: batch.account,
    nonce: batch.nonce,
    transactionHash: `0x${'ee'.repeat(32)}`,
  });
}

function receiptOf(number: number): TransactionReceipt {
  return {
    blockHash: `0x${'bb'.repeat(32)}`,
    blockNumber: BigInt(number),
    contractAddress: undefined,
    cumulativeGasUsed: 1n,
    effectiveGasPrice: 0n,
    from: founder,
    gasUsed: 1n,
    logs: [],
    logsBloom: '0x',
    status: 'success',
    to: committee,
    transactionHash: `0x${'dd'.repeat(32)}`,
    transactionIndex: 0,
    type: 'legacy',
  };
}
