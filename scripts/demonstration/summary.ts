import type { NodeClient } from '../../node/client/client.ts';
import type { AnchorView, DecisionView } from '../../node/client/views.ts';
import { isBlockOf } from '../../node/protocol/cid.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import { decodeReport, gapOf } from '../../node/protocol/report.ts';
import type { WalkAudit } from './audit.ts';

/** What `npm start -- --once --json` prints; energies are exact whole numbers of the model's unit, as decimal text. */
export interface WalkSummary {
  decisionId: number;
  state: DecisionView['state'];
  cids: { snapshot: string; problem: string; report: string };
  transactions: { request: string; record: string; finalize: string };
  modelRoot: string;
  sampleHash: string;
  energy: string;
  baseline: { today: string; shortestPaths: string };
  bound: string;
  /** How far the energy lies above the bound, as a part of the bound. */
  gap: number;
  gas: { request: number; record: number; finalize: number };
  bytes: Record<string, number>;
  /** CPU-seconds per component of the solver. */
  cost: Record<string, number>;
  /** Wall time per step of the walk. */
  seconds: Record<string, number>;
  anchor: AnchorView;
  /** Enrolled participants. */
  participants: number;
  /** What the audit of the receipt says of each check; the anchor needs one obtained elsewhere. */
  checks: Record<string, string>;
  receiptFile: string;
}

/** The final decision in figures, read from the node, the report checked against its CID. */
export async function summarize(
  client: NodeClient,
  decision: DecisionView,
  { seconds, audit }: { seconds: Record<string, number>; audit: WalkAudit },
): Promise<WalkSummary> {
  const { id, outcome, cost, recordTransaction, finalTransaction } = decision;
  if (outcome === undefined || recordTransaction === undefined || finalTransaction === undefined)
    throw new NodeError('DECISION_NOT_FINAL', { id, state: decision.state });
  const bytes = await client.content(outcome.reportCid);
  if (!isBlockOf(outcome.reportCid, bytes)) throw new NodeError('CONTENT_HASH_MISMATCH', { cid: outcome.reportCid });
  const report = decodeReport(bytes);
  return {
    decisionId: id,
    state: decision.state,
    cids: { snapshot: decision.snapshotCid, problem: decision.problemCid, report: outcome.reportCid },
    transactions: { request: decision.requestTransaction, record: recordTransaction, finalize: finalTransaction },
    modelRoot: outcome.modelRoot,
    sampleHash: outcome.sampleHash,
    energy: outcome.energy,
    baseline: {
      today: report.baselines.today.toString(),
      shortestPaths: report.baselines.shortestPaths.toString(),
    },
    bound: outcome.bound,
    gap: gapOf(report),
    gas: {
      request: cost?.gas.request ?? 0,
      record: cost?.gas.record ?? 0,
      finalize: cost?.gas.finalize ?? 0,
    },
    bytes: { ...cost?.bytes },
    cost: Object.fromEntries((cost?.components ?? []).map(({ component, cpuSeconds }) => [component, cpuSeconds])),
    seconds,
    anchor: await client.anchor(),
    participants: (await client.participants()).participants.length,
    checks: audit.checks,
    receiptFile: audit.receiptFile,
  };
}

/** The same in a plain sentence. */
export function tellSummary({ baseline, energy, bound, gap }: WalkSummary): string {
  const saved = percent(BigInt(baseline.today) - BigInt(energy), BigInt(baseline.today));
  const possible = percent(BigInt(baseline.today) - BigInt(bound), BigInt(baseline.today));
  return (
    `This plan saves ${saved} of today’s total travel time; no plan of this kind can save more than ${possible}. ` +
    `It is proven to lie within ${(gap * 100).toFixed(3)} % of the best possible.`
  );
}

function percent(part: bigint, whole: bigint): string {
  return `${(Number((part * 100_000n) / whole) / 1000).toFixed(2)} %`;
}
