import { createClient } from '../../client/client.ts';
import { encodeCanonical } from '../../protocol/canonical.ts';
import { isBlockOf } from '../../protocol/cid.ts';
import { scoreConstrained } from '../../protocol/constrained-energy.ts';
import { NodeError } from '../../protocol/errors.ts';
import type { EnergyScale } from '../../protocol/model.ts';
import { type CompiledProblem, compileProblem, decodeProblem, type Problem } from '../../protocol/problems/problem.ts';
import { energyDivisor } from '../../protocol/problems/routes/travel-time.ts';
import { decodeReport, type Report } from '../../protocol/report.ts';
import { decodeSample } from '../../protocol/sample.ts';
import { readSnapshot, type SnapshotContent } from '../../protocol/snapshot.ts';
import type { Evidence, PlanEvidence, Question } from '../evidence.ts';
import { ratio } from '../format.ts';
import { type DecisionSummary, savedOf } from '../summary.ts';
import { base64Bytes } from './base64.ts';
import type { EvidenceQuestion } from './evidence-messages.ts';

interface Compiled {
  snapshot: SnapshotContent;
  problem: Problem;
  compiled: CompiledProblem;
}

/** Reads the documents by CID, compiles the model again and decodes the plan. Throws NodeErrors of node/protocol. */
export async function compileEvidence(question: EvidenceQuestion): Promise<Evidence> {
  const { snapshot, problem, compiled } = await compile(question);
  const scale = compiled.model.energyScale;
  const report = await readPlan(question, compiled);
  const decoded = report === undefined ? undefined : compiled.decode(decodeSample(report.sample, compiled.model));
  return {
    city: snapshot.city,
    takenAt: snapshot.takenAt,
    simulated: snapshot.simulated,
    citations: [...snapshot.citations],
    crossings: snapshot.network.nodes.map(({ id, x, y }) => ({ id, x, y })),
    roads: snapshot.network.links.map(({ from, to, capacity }, index) => {
      const plan = decoded?.links[index]?.loadAfter;
      const today = snapshot.flows.flows[index] ?? 0;
      return { from, to, capacity, today, ...(plan === undefined ? {} : { plan }) };
    }),
    trips: snapshot.demand.trips.reduce((sum, [, , count]) => sum + count, 0),
    pairs: snapshot.demand.trips.length,
    question: questionOf(problem),
    today: hours(compiled.baselines.today, scale),
    shortestPaths: hours(compiled.baselines.shortestPaths, scale),
    ...(report === undefined || decoded === undefined ? {} : { plan: planOf(report, decoded.reasons, scale) }),
  };
}

/** The report; where somebody beat it, with the sample that stands, scored here. */
async function readPlan(
  { reportCid, betterCid, ...question }: EvidenceQuestion,
  { model }: CompiledProblem,
): Promise<Report | undefined> {
  if (reportCid === undefined) return undefined;
  const getBlock = blockReader(question);
  const report = decodeReport(await getBlock(reportCid));
  if (betterCid === undefined) return report;
  const sample = await getBlock(betterCid);
  return { ...report, sample, energy: scoreConstrained(model, sample) };
}

/** Share and saving as problem and report state them. Nothing is compiled, so a long list costs little. */
export async function readSummary(question: EvidenceQuestion): Promise<DecisionSummary> {
  const getBlock = blockReader(question);
  const { share } = questionOf(decodeProblem(await getBlock(question.problemCid)));
  if (question.reportCid === undefined) return { share };
  const { baselines, energy } = decodeReport(await getBlock(question.reportCid));
  const scale = { divisor: energyDivisor };
  return { share, saved: savedOf(hours(baselines.today, scale), hours(energy, scale)) };
}

/** The compiled model's chunks as one canonical DAG-CBOR list. */
export async function compileModel(question: EvidenceQuestion): Promise<Uint8Array<ArrayBuffer>> {
  const { compiled } = await compile(question);
  return new Uint8Array(encodeCanonical([...compiled.chunks]));
}

async function compile(question: EvidenceQuestion): Promise<Compiled> {
  const getBlock = blockReader(question);
  const snapshot = await readSnapshot(question.snapshotCid, getBlock);
  const problem = decodeProblem(await getBlock(question.problemCid));
  return { snapshot, problem, compiled: compileProblem(snapshot, problem) };
}

/** Blocks from the receipt where it is given, else from the node; nothing is believed that does not match its CID. */
function blockReader({ blocks }: EvidenceQuestion): (cid: string) => Promise<Uint8Array> {
  const client = createClient({ url: '' });
  return async (cid) => {
    const kept = blocks === undefined || !Object.hasOwn(blocks, cid) ? undefined : blocks[cid];
    const bytes = kept === undefined ? await client.content(cid) : base64Bytes(kept);
    if (!isBlockOf(cid, bytes)) throw new NodeError('CONTENT_HASH_MISMATCH', { cid });
    return bytes;
  };
}

function questionOf({ parameters, solver }: Problem): Question {
  const { sharePermille, routesPerPair, groupTrips } = parameters;
  return { share: sharePermille / 1000, routesPerPair, groupTrips, seed: solver.seed };
}

function planOf(report: Report, reasons: PlanEvidence['reasons'], scale: EnergyScale): PlanEvidence {
  return {
    hours: hours(report.energy, scale),
    bound: hours(report.bound, scale),
    proof: report.certificate.kind,
    reasons,
    solver: report.solver,
    attribution: report.attribution.map(({ component, improvement, seed, workUnits }) => ({
      component,
      hours: hours(improvement, scale),
      seed,
      workUnits,
    })),
    quantum: report.quantum,
  };
}

/** Energy to vehicle-hours; the unit is one vehicle x 0.01 hour times the divisor. */
function hours(energy: bigint, { divisor }: Pick<EnergyScale, 'divisor'>): number {
  return ratio(energy, divisor * 100n) ?? 0;
}
