import type { Hex } from 'viem';
import { canonicalJson } from '../../protocol/policy/canonical-json.ts';
import { isObject } from '../dsp/fields.ts';
import { type AgreementDocument, termsOf } from '../dsp/offer.ts';
import type { Role } from '../dsp/role.ts';

/** An agreement that both sides made FINAL. */
export interface AgreementRecord {
  /** The document's @id. */
  id: string;
  role: Role;
  negotiation: string;
  document: AgreementDocument;
  /** sha2-256 of the document's canonical JSON (RFC 8785): what is anchored. */
  hash: Hex;
  /** Where the document is kept. */
  cid: string;
  /** The other side's connector, and its account where it signed. */
  peer: string;
  participant?: string;
  /** Unix seconds. */
  finalizedAt: number;
  /** Unix seconds, exclusive; absent where no permission ends. */
  until?: number;
  retired?: { at: number; by: Role | 'expiry'; cause: string };
}

export function agreementBytes(document: AgreementDocument): Uint8Array {
  const { '@id': id, '@type': type, target, assigner, assignee, timestamp } = document;
  return canonicalJson({ '@id': id, '@type': type, target, assigner, assignee, timestamp, ...termsOf(document) });
}

/** The first second at which a permission has ended (constraints `dateTime` lt or lteq); undefined where it has no end. */
export function endOf({ permission = [] }: Pick<AgreementDocument, 'permission'>): number | undefined {
  const ends = permission.flatMap((rule) => {
    const constraints = isObject(rule) && Array.isArray(rule.constraint) ? rule.constraint : [];
    return constraints.flatMap((constraint): number[] => {
      if (!isObject(constraint) || constraint.leftOperand !== 'dateTime') return [];
      const at = Date.parse(String(constraint.rightOperand)) / 1000;
      if (!Number.isFinite(at)) return [];
      if (constraint.operator === 'lt') return [Math.floor(at)];
      return constraint.operator === 'lteq' || constraint.operator === 'term-lteq' ? [Math.floor(at) + 1] : [];
    });
  });
  return ends.length === 0 ? undefined : Math.min(...ends);
}

export function isInForce({ until, retired }: AgreementRecord, now: number): boolean {
  return retired === undefined && (until === undefined || now < until);
}
