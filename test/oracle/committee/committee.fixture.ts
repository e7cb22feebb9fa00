import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, concatHex, type Hex, keccak256 } from 'viem';
import type { DecisionView, PendingCall } from '../../../node/client/views.ts';
import { batchDigest, refusalDigest } from '../../../node/protocol/call.ts';
import { batchFromJson, type SignedCallJson } from '../../../node/protocol/call-json.ts';
import { cidOfBlock } from '../../../node/protocol/cid.ts';
import { NodeError } from '../../../node/protocol/errors.ts';
import { encodeProblem, type Problem } from '../../../node/protocol/problems/problem.ts';
import { routesProblem } from '../../../node/protocol/problems/routes/parameters.ts';
import { takeSnapshot } from '../../../node/twin/demonstration.ts';
import { runSteps, type StepHook } from '../../../oracle/committee/durable-steps.ts';
import type { Operator, OracleClient } from '../../../oracle/committee/operator.ts';
import { openStepJournal } from '../../../oracle/committee/step-journal.ts';
import { solve } from '../../../oracle/problems/solver.ts';

const at = (byte: string): Address => `0x${byte.repeat(20)}`;
export const chainId = 4242;
export const committee = at('c0');
export const contracts = {
  verifier: at('01'),
  accountFactory: at('02'),
  founder: at('03'),
  accessManager: at('04'),
  participantRegistry: at('05'),
  decisionLedger: at('06'),
  seats: at('07'),
  timelock: at('08'),
  governor: at('09'),
  policyRegistry: at('0a'),
  modelCourt: at('0b'),
  mlDsa65Verifier: at('0c'),
  mlDsa44Verifier: at('0d'),
  hybridVerifier: at('0e'),
  algorithmRegistry: at('0f'),
  datasetRegistry: at('2f'),
  agreementRegistry: at('1f'),
};
export const signers: Hex[] = ['a1', 'a2', 'a3'].map((byte): Hex => `0x${'01'.repeat(20)}${byte.repeat(32)}`);
const threshold = 2;
export const snapshot = takeSnapshot(() => 1_790_000_000);
export const smallProblem: Problem = routesProblem({
  parameters: { sharePermille: 20, groupTrips: 1000 },
  solver: { workUnits: 2000 },
});

/** Stands for a signature: what is under test is who signs what, not the algorithm. */
export function sealOf(signer: Hex, digest: Hex): Hex {
  return keccak256(concatHex([signer, digest]));
}

/** A node in memory with one requested decision. It counts what was recorded. */
export interface FakeNode {
  client: OracleClient;
  content: Map<string, Uint8Array>;
  /** Digests of the record calls that were executed. */
  recorded: Hex[];
  decision: DecisionView;
  calls: Map<Hex, PendingCall>;
  /** False: every request fails as if nobody listened. */
  isUp: boolean;
}

export function createFakeNode(id = 1): FakeNode {
  const content = new Map<string, Uint8Array>(snapshot.blocks.map(({ cid, bytes }) => [cid, bytes]));
  const problem = encodeProblem(smallProblem);
  content.set(cidOfBlock(problem), problem);
  const decision = requestedDecision(id, cidOfBlock(problem));
  const calls = new Map<Hex, PendingCall>();
  const node: FakeNode = { client: fakeClient(() => node), content, recorded: [], decision, calls, isUp: true };
  return node;
}

function requestedDecision(id: number, problemCid: string): DecisionView {
  return {
    id,
    state: 'REQUESTED',
    kind: 'routes',
    agency: at('ab'),
    committee,
    problemCid,
    snapshotCid: snapshot.cid,
    isRestricted: false,
    recordBy: 1_790_001_000,
    challengeWindow: 5,
    requestedAt: 1_790_000_000,
    requestTransaction: `0x${'00'.repeat(32)}`,
    requestBlock: 9,
    objections: [],
    beatenBy: [],
  };
}

function fakeClient(getNode: () => FakeNode): OracleClient {
  const node = (): FakeNode => {
    const found = getNode();
    if (!found.isUp) throw new NodeError('NODE_UNREACHABLE');
    return found;
  };
  const pending = (digest: string): PendingCall => {
    const call = [...node().calls.values()].find((entry) => entry.digest === digest);
    if (call === undefined) throw new NodeError('CALL_UNKNOWN', { digest });
    if (call.status !== 'pending') throw new NodeError('CALL_NONCE_USED', { digest });
    return call;
  };
  const sign = (call: PendingCall, { signer, signature }: { signer: Hex; signature: Hex }): PendingCall => {
    if (signature !== sealOf(signer, call.digest)) throw new NodeError('SIGNATURE_INVALID', { signer });
    if (call.signatures.some((entry) => entry.signer === signer)) throw new NodeError('SIGNER_DUPLICATE', { signer });
    call.signatures.push({ signer });
    if (call.signatures.length >= threshold) {
      call.status = 'executed';
      node().recorded.push(call.digest);
      node().decision.state = 'RECORDED';
    }
    return call;
  };
  return {
    network: async () => {
      throw new Error('not asked by the committee');
    },
    participant: async () => {
      throw new Error('not asked by the committee');
    },
    decisions: async ({ state } = {}) => ({
      decisions: state === undefined || node().decision.state === state ? [node().decision] : [],
    }),
    decision: async () => node().decision,
    content: async (cid) => {
      const bytes = node().content.get(cid);
      if (bytes === undefined) throw new NodeError('CONTENT_MISSING', { cid });
      return new Uint8Array(bytes);
    },
    calls: async () => ({
      calls: structuredClone([...node().calls.values()].filter((call) => call.status === 'pending')),
    }),
    submitCall: async ({ call, content = [] }) => {
      const submitted = submit(node(), call, content);
      const [signature] = call.signatures;
      if (signature === undefined) throw new NodeError('SIGNATURE_MISSING');
      return sign(submitted, signature);
    },
    addSignature: async (digest, signature) => sign(pending(digest), signature),
    refuseCall: async (digest, { signer, check, signature }) => {
      const call = pending(digest);
      const refused = refusalDigest(chainId, committee, { digest: call.digest, check });
      if (signature !== sealOf(signer, refused)) throw new NodeError('SIGNATURE_INVALID', { signer });
      if (!call.refusals.some((entry) => entry.signer === signer)) call.refusals.push({ signer, check });
      return call;
    },
  };
}

function submit(node: FakeNode, call: SignedCallJson, content: readonly string[]): PendingCall {
  const { batch } = batchFromJson(call);
  const digest = batchDigest(chainId, batch);
  for (const text of content) {
    const bytes = new Uint8Array(Buffer.from(text, 'base64'));
    node.content.set(cidOfBlock(bytes), bytes);
  }
  const { account, calls, nonce, deadline } = call;
  const kept: PendingCall = node.calls.get(digest) ?? {
    ...{ digest, account, calls, nonce, deadline, threshold, createdAt: 0 },
    signatures: [],
    refusals: [],
    status: 'pending',
  };
  if (kept.status !== 'pending') throw new NodeError('CALL_NONCE_USED', { digest });
  node.calls.set(digest, kept);
  return kept;
}

export interface OperatorOptions {
  node: FakeNode;
  signer: Hex;
  folder: string;
  onStep?: StepHook;
  clock?: () => number;
  takeoverSeconds?: number;
  told?: string[];
}

/** An operator whose memory is in the folder; made again on the same folder it is the same operator after a restart. */
export function createOperator(options: OperatorOptions): Operator {
  const { node, signer, folder, told = [] } = options;
  return {
    ...{ client: node.client, chainId, contracts, committee, signer, solve },
    committeeSigners: async () => signers,
    sign: async (digest) => sealOf(signer, digest),
    steps: runSteps(openStepJournal(join(folder, `${signer.slice(-2)}.jsonl`)), options.onStep),
    clock: options.clock ?? (() => 1_790_000_100),
    takeoverSeconds: options.takeoverSeconds ?? 1_000_000,
    tell: ({ event, text }) => told.push(`${event}: ${text}`),
    signal: new AbortController().signal,
  };
}

export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'qdt-committee-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
