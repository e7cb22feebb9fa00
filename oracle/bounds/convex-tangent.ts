import type { Certificate } from '../../node/protocol/certificate.ts';
import type { FlatModel } from '../samplers/flat-model.ts';
import type { RelaxedSample } from './convex-relaxation.ts';

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
