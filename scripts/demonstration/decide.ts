import { setTimeout as pause } from 'node:timers/promises';
import type { Address } from 'viem';
import type { NodeClient } from '../../node/client/client.ts';
import type { DecisionView } from '../../node/client/views.ts';
import { batchToJson } from '../../node/protocol/call-json.ts';
import { demonstrationPassphrase } from '../../node/protocol/demonstration.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import { routesProblem } from '../../node/protocol/problems/routes/parameters.ts';
import { requestBatch } from '../../node/protocol/request-batch.ts';
import { signBatch } from '../sign-batch.ts';
import type { DemonstrationKey } from './keys.ts';
import { callSeconds } from './submit.ts';
import type { Timer } from './timer.ts';

export interface DecideOptions {
  client: NodeClient;
  agency: { account: Address; key: DemonstrationKey };
  committee: Address;
  /** Part of the drivers that follow guidance, in thousandths. */
  sharePermille: number;
  seed: number;
  tell: (sentence: string) => void;
  timer: Timer;
  /** Unix seconds. */
  clock: () => number;
  signal: AbortSignal;
}

/** Longest wait for a state; the first start on a slow machine needs a fraction of it. */
const patienceSeconds = 150;

/** One decision from a snapshot to FINAL, told as it happens. */
export async function runDecision(options: DecideOptions): Promise<DecisionView> {
  const { timer, tell } = options;
  const id = await timer.measure('request', () => requestDecision(options));
  tell(`Decision ${id} is requested. The operators read the snapshot, one solves, the others check.`);
  const recorded = await timer.measure('record', () => waitFor(options, id, ['RECORDED', 'FINAL']));
  tell(`Decision ${id} is recorded: the chain verified the committee’s post-quantum signatures itself.`);
  tell(`It is open to challenge for ${recorded.challengeWindow} seconds.`);
  const final = await timer.measure('finalize', () => waitFor(options, id, ['FINAL']));
  tell(`Decision ${id} is final.`);
  return final;
}

async function requestDecision({ client, agency, committee, tell, ...options }: DecideOptions): Promise<number> {
  const network = await client.network();
  const snapshot = await client.takeSnapshot();
  const { nodes, links, pairs } = snapshot.summary;
  tell(`The twin’s snapshot: ${nodes} crossings, ${links} roads, ${pairs} pairs of trips.`);
  const problem = routesProblem({
    parameters: { sharePermille: options.sharePermille },
    solver: { seed: options.seed },
  });
  const now = options.clock();
  const { batch, content } = requestBatch({
    ledger: network.contracts.decisionLedger,
    agency: agency.account,
    committee,
    problem,
    snapshotCid: snapshot.cid,
    challengeWindowSeconds: network.challengeWindowSeconds,
    now,
    recordSeconds: callSeconds,
    callSeconds,
  });
  tell('The Mobility Agency signs its request with its post-quantum key.');
  const signature = await signBatch(network, { file: agency.key.file, passphrase: demonstrationPassphrase }, batch);
  const result = await client.requestDecision({
    call: batchToJson(batch, [signature]),
    content: content.map((bytes) => Buffer.from(bytes).toString('base64')),
  });
  if ('id' in result) return result.id;
  throw new NodeError('REQUEST_INCOMPLETE', { digest: result.digest });
}

async function waitFor(
  { client, clock, signal }: DecideOptions,
  id: number,
  states: readonly DecisionView['state'][],
): Promise<DecisionView> {
  const patientUntil = clock() + patienceSeconds;
  for (;;) {
    const decision = await client.decision(id);
    if (states.includes(decision.state)) return decision;
    if (clock() > patientUntil) throw new NodeError('DECISION_LATE', { id, state: decision.state, patienceSeconds });
    await pause(250, undefined, { signal });
  }
}
