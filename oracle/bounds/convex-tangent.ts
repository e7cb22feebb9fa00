import { type Certificate, checkCertificate } from '../../node/protocol/certificate.ts';
import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import { scoreChoices } from '../../node/protocol/energy.ts';
import { type FlatModel, flattenModel } from '../samplers/flat-model.ts';
import { type RelaxedSample, relax } from './convex-relaxation.ts';
import type { ProvenBound } from './diagonal-shift.ts';

/** The certificate at a point of the relaxation: its loads as whole numbers. Rounding costs the bound little and never its proof. */
export function tangentCertificate({ loads }: RelaxedSample): Certificate {
  return { kind: 'convex-tangent/1', loads: Array.from(loads, (load) => Math.max(0, Math.round(load))) };
}

/** Each group's choice with the largest part; the first of equal ones. */
export function roundRelaxed(model: FlatModel, { parts }: RelaxedSample): number[] {
  return Array.from({ length: model.groupCount }, (_, group) => {
    const first = model.groupStarts[group] ?? 0;
    const end = model.groupStarts[group + 1] ?? 0;
    let largest = first;
    for (let at = first + 1; at < end; at++) if ((parts[at] ?? 0) > (parts[largest] ?? 0)) largest = at;
    return largest - first;
  });
}

/** Relaxed to a billionth of where it starts. */
const relativeGap = 1e-9;
const mostSweeps = 1000;

/** A bound, a sample met on the way, and how many groups were looked at for both. */
export interface RelaxedBound extends ProvenBound<Certificate> {
  readonly bits: Uint8Array;
  readonly workUnits: number;
}

/**
 * The convex relaxation's bound and its rounded sample, for terms over groups alone, from `choices` on. Throws CERTIFICATE_NOT_CONVEX where a term is not
 * convex or anything else counts.
 */
export function proveConvexTangent(
  model: ConstrainedModel,
  choices: readonly number[] = model.groups.map(() => 0),
): RelaxedBound {
  const nothing: Certificate = { kind: 'convex-tangent/1', loads: model.terms.map(() => 0) };
  checkCertificate(model, nothing);
  const flat = flattenModel(model);
  const start = choices.map((choice, group) => (flat.groupStarts[group] ?? 0) + choice);
  const energy = Number(scoreChoices(model, choices)) / Number(model.energyScale.divisor);
  const relaxed = relax(flat, start, { targetGap: relativeGap * Math.abs(energy), mostSweeps });
  const certificate = tangentCertificate(relaxed);
  const bits = new Uint8Array(flat.groupOfVariable.length);
  for (const [group, choice] of roundRelaxed(flat, relaxed).entries())
    bits[(flat.groupStarts[group] ?? 0) + choice] = 1;
  const workUnits = relaxed.sweeps * flat.groupCount;
  return { bound: checkCertificate(model, certificate), certificate, bits, workUnits };
}
