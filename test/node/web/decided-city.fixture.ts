import { encodeFunctionData, type Hex, zeroHash } from 'viem';
import { followNetwork } from '../../../node/client/events.ts';
import type { DecisionView } from '../../../node/client/views.ts';
import { participantRegistryAbi } from '../../../node/protocol/abi.ts';
import { decodeProblem, encodeProblem, problemCid } from '../../../node/protocol/problems/problem.ts';
import { routesProblem } from '../../../node/protocol/problems/routes/parameters.ts';
import { answerOf, encodeRecord } from '../../../node/protocol/record-call.ts';
import { encodeReport, type Report } from '../../../node/protocol/report.ts';
import { requestBatch } from '../../../node/protocol/request-batch.ts';
import { readSnapshot } from '../../../node/protocol/snapshot.ts';
import { solve } from '../../../oracle/problems/solver.ts';
import { agencyKey, batchOf, committeeKeys, startTestCity, submission, type TestCity } from '../city.fixture.ts';

/** A node with one honest final decision, three on which the committee lied, and one that waits for its operators. */
export interface DecidedCity extends TestCity {
  /** A call of the committee that one of the two needed has signed; its digest. */
  leaveCallWaiting(): Promise<Hex>;
  honest: DecisionView;
  lies: { model: number; energy: number; bound: number };
  waiting: number;
  /** The committee records the honest report's numbers as the answer to another decision, whether they are true of it or not. */
  recordAgain(decisionId: number): Promise<void>;
}

/** Small enough to be solved in a moment. */
export const problem = routesProblem({ parameters: { groupTrips: 1000 }, solver: { workUnits: 2000 } });

export async function startDecidedCity(): Promise<DecidedCity> {
  const city = await startTestCity();
  const snapshot = await city.client.takeSnapshot();
  const content = await readSnapshot(snapshot.cid, (cid) => city.client.content(cid));
  const { report } = await solve({ problem: decodeProblem(encodeProblem(problem)), snapshot: content });
  const ids: number[] = [];
  for (let count = 0; count < 5; count++) ids.push(await request(city, snapshot.cid));
  const [honest = 0, model = 0, energy = 0, bound = 0, waiting = 0] = ids;
  await record(city, honest, report);
  await record(city, model, { ...report, modelRoot: `0x${'ab'.repeat(32)}` });
  await record(city, energy, withBetterEnergy(report));
  await record(city, bound, { ...report, bound: report.bound + 1n });
  return {
    ...city,
    honest: await waitUntilFinal(city, honest),
    lies: { model, energy, bound },
    waiting,
    leaveCallWaiting: () => leaveCallWaiting(city),
    async recordAgain(id) {
      const { problemCid: asked, snapshotCid } = await city.client.decision(id);
      await record(city, id, { ...report, problem: asked, snapshot: snapshotCid });
    },
  };
}

/** The agency asks; the decision's number. */
export async function request({ client, network, agency, committee }: TestCity, snapshotCid: string): Promise<number> {
  const { batch, content } = requestBatch({
    ledger: network.contracts.decisionLedger,
    agency,
    committee,
    problem,
    snapshotCid,
    challengeWindowSeconds: network.challengeWindowSeconds,
    now: Math.floor(Date.now() / 1000),
    recordSeconds: 3600,
    callSeconds: 600,
  });
  const result = await client.requestDecision(submission(network, batch, [agencyKey()], content));
  if (!('id' in result)) throw new Error(`${problemCid(problem)} waits for signatures`);
  return result.id;
}

/** Two of the three operators sign and record. */
export async function record({ client, network, committee }: TestCity, id: number, report: Report): Promise<void> {
  const data = encodeRecord(BigInt(id), answerOf(report));
  const call = { target: network.contracts.decisionLedger, value: 0n, data };
  const batch = batchOf(committee, BigInt(id), [call]);
  await client.submitCall(submission(network, batch, committeeKeys().slice(0, 2), [encodeReport(report)]));
}

async function leaveCallWaiting({ client, network, committee }: TestCity): Promise<Hex> {
  const profile = {
    document: zeroHash,
    mlDsa65Key: `0x${'0a'.repeat(32)}`,
    ageRecipient: `0x${'0b'.repeat(32)}`,
  } as const;
  const data = encodeFunctionData({ abi: participantRegistryAbi, functionName: 'updateProfile', args: [profile] });
  const batch = batchOf(committee, 7777n, [{ target: network.contracts.participantRegistry, value: 0n, data }]);
  return (await client.submitCall(submission(network, batch, committeeKeys().slice(0, 1)))).digest;
}

/** One less than the truth, with gains that add up to it. */
export function withBetterEnergy(report: Report): Report {
  const [first, ...rest] = report.attribution;
  const attribution = first === undefined ? [] : [{ ...first, improvement: first.improvement + 1n }, ...rest];
  return { ...report, energy: report.energy - 1n, attribution };
}

async function waitUntilFinal({ client, node }: TestCity, id: number): Promise<DecisionView> {
  const following = new AbortController();
  try {
    for await (const told of followNetwork({ url: node.url, signal: following.signal, lastEventId: 0 })) {
      if (told.event === 'decision' && told.data.id === id && told.data.state === 'FINAL') break;
    }
    return await client.decision(id);
  } finally {
    following.abort();
  }
}
