import type { ConstrainedCertificate } from '../protocol/certificates/check.ts';
import type { Reason } from '../protocol/problems/routes/reasons.ts';

/** What a decision's documents say, read and recomputed in this browser. Hours are vehicle-hours of the hour studied. */
export interface Evidence {
  city: string;
  takenAt: number;
  simulated: boolean;
  citations: string[];
  crossings: Crossing[];
  roads: Road[];
  /** Trips an hour of all drivers, and pairs of origin and destination. */
  trips: number;
  pairs: number;
  question: Question;
  today: number;
  shortestPaths: number;
  plan?: PlanEvidence;
}

export interface Question {
  /** Share of drivers that follow guidance, 0 to 1. */
  share: number;
  routesPerPair: number;
  groupTrips: number;
  seed: number;
}

export type CertificateKind = ConstrainedCertificate['kind'];

export interface PlanEvidence {
  hours: number;
  bound: number;
  /** What proves the bound. */
  proof: CertificateKind;
  /** Why, as message keys and numbers (node/protocol/problems). */
  reasons: readonly Reason[];
  solver: { name: string; seed: number; workUnits: number; workDone: number };
  attribution: { component: string; hours: number; seed: number; workUnits: number }[];
  quantum: { used: boolean; label: string };
}

/** A place on the drawing; y grows downwards. */
export interface Crossing {
  id: number;
  x: number;
  y: number;
}

/** One direction of a road. Loads and capacity are vehicles an hour. */
export interface Road {
  from: number;
  to: number;
  capacity: number;
  today: number;
  plan?: number;
}

/** How much of what could be saved the plan saves, 0 to 1; `undefined` where nothing could. */
export function shareOfPossible({ today, plan }: Pick<Evidence, 'today' | 'plan'>): number | undefined {
  if (plan === undefined || today <= plan.bound) return undefined;
  return (today - plan.hours) / (today - plan.bound);
}

/** How far the plan is from the proven best, as a share of that best. */
export function gapOf(plan: Pick<PlanEvidence, 'hours' | 'bound'>): number | undefined {
  return plan.bound > 0 ? (plan.hours - plan.bound) / plan.bound : undefined;
}
