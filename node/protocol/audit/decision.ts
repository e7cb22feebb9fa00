import { decisionStates } from '../abi.ts';
import { decisionSlots, decisionStateOf } from '../account-storage.ts';
import { cidOfDigest } from '../cid.ts';
import { bytes32Text } from '../descriptions/values.ts';
import type { CompiledProblem } from '../problems/problem.ts';
import type { Receipt } from '../receipt.ts';
import { gapOf } from '../report.ts';
import { type Found, find, requireFound } from './check.ts';
import type { Content } from './content.ts';
import { type BetterSample, courseOf } from './course.ts';
import type { CourtFinding } from './court-finding.ts';
import type { Evidence } from './evidence.ts';
import { textOfWord } from './recorded.ts';

/** What a receipt says of its decision, for a heading; whether it is true is for the checks. Absent is what could not be read. */
export interface AuditedDecision {
  readonly id: string;
  readonly chainId: number;
  readonly decisionLedger: string;
  readonly state?: string;
  readonly kind?: string;
  readonly isRestricted?: boolean;
  readonly agency?: string;
  readonly committee?: string;
  readonly signers?: readonly string[];
  readonly problemCid?: string;
  readonly snapshotCid?: string;
  readonly reportCid: string;
  /** Unix seconds of the blocks. */
  readonly requestedAt?: number;
  readonly recordedAt?: number;
  readonly challengeUntil?: number;
  readonly finalizedAt?: number;
  readonly enactedAt?: number;
  readonly struckAt?: number;
  /** Why it was struck. */
  readonly cause?: string;
  /** What the court found, where it was the court that struck it. */
  readonly finding?: CourtFinding;
  /** Who found a better sample; oldest first, so the last one stands. */
  readonly beatenBy?: readonly BetterSample[];
  /** The standing mandate it was requested under; the change as a decimal, in the unit of its kind. */
  readonly mandate?: { readonly id: string; readonly area: string; readonly change: string };
  readonly city?: string;
  readonly simulated?: boolean;
  readonly numbers?: AuditedNumbers;
}

/** Decimals of the model's scale: value / divisor is in `unit`. The gap is a part of the bound. */
export interface AuditedNumbers {
  readonly today: string;
  readonly shortestPaths: string;
  readonly energy: string;
  readonly bound: string;
  readonly gap: number;
  readonly unit: string;
  readonly divisor: string;
}

export interface DecisionSources {
  readonly receipt: Receipt;
  readonly evidence: Evidence;
  readonly content: Content;
  readonly compiled: Found<CompiledProblem>;
}

export function describeDecision(sources: DecisionSources): AuditedDecision {
  const { receipt, evidence, content } = sources;
  const parts = [
    () => requestedPart(evidence),
    () => recordedPart(evidence),
    () => ({ signers: requireFound(evidence.record.call).signatures.map(({ signer }) => signer) }),
    () => (evidence.finalized === undefined ? {} : { finalizedAt: requireFound(evidence.finalized).header.timestamp }),
    () => standingPart(sources),
    () => coursePart(evidence),
    () => mandatePart(evidence),
    () => ({ city: requireFound(content.snapshot).city, simulated: requireFound(content.snapshot).simulated }),
    () => ({ numbers: numbersOf(sources) }),
  ].map((read) => find<Partial<AuditedDecision>>(read));
  const readable = parts.flatMap((part) => (part.ok ? [part.value] : []));
  const { decisionId: id, anchor, contracts, report } = receipt;
  const known = { id, chainId: anchor.chainId, decisionLedger: contracts.decisionLedger, reportCid: report };
  return Object.assign(known, ...readable);
}

function requestedPart({ requested }: Evidence) {
  const { header, agency, terms } = requireFound(requested);
  return {
    requestedAt: header.timestamp,
    agency,
    committee: terms.committee,
    kind: textOfWord(terms.kind),
    isRestricted: terms.isRestricted,
    problemCid: cidOfDigest(terms.problem),
    snapshotCid: cidOfDigest(terms.snapshot),
  };
}

function recordedPart({ recorded }: Evidence) {
  const { header, challengeUntil } = requireFound(recorded);
  return { recordedAt: header.timestamp, challengeUntil };
}

function standingPart({ evidence, receipt }: DecisionSources) {
  const word = requireFound(evidence.standing).storage.get(decisionSlots(BigInt(receipt.decisionId)).state);
  const state = decisionStates[decisionStateOf(word ?? 0n)];
  return state === undefined ? {} : { state };
}

function coursePart(evidence: Evidence) {
  const { enactedAt, struckAt, cause, finding, beatenBy } = courseOf(evidence);
  return {
    ...(enactedAt === undefined ? {} : { enactedAt }),
    ...(struckAt === undefined ? {} : { struckAt }),
    ...(cause === undefined ? {} : { cause }),
    ...(finding === undefined ? {} : { finding }),
    ...(beatenBy.length === 0 ? {} : { beatenBy }),
  };
}

function mandatePart({ mandate }: Evidence) {
  const said = requireFound(mandate);
  if (said === undefined) return {};
  const { mandateId, area, change } = said;
  return { mandate: { id: String(mandateId), area: bytes32Text(area), change: String(change) } };
}

function numbersOf({ content, compiled }: DecisionSources): AuditedNumbers {
  const report = requireFound(content.report);
  const { unit, divisor } = requireFound(compiled).model.energyScale;
  return {
    today: String(report.baselines.today),
    shortestPaths: String(report.baselines.shortestPaths),
    energy: String(report.energy),
    bound: String(report.bound),
    gap: gapOf(report),
    unit,
    divisor: String(divisor),
  };
}
