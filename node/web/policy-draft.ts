import { instantText } from '../protocol/policy/instant.ts';
import type { Json } from '../protocol/policy/strict-json.ts';
import { policyTemplate, type TemplateName } from '../protocol/policy/templates.ts';

export const TARGET_KINDS = ['dataset', 'collection', 'entity', 'decision'] as const;
export type TargetKindWord = (typeof TARGET_KINDS)[number];

/** What the form asks. Texts are as typed; the compiler says what is wrong with them. */
export interface DraftFields {
  template: TemplateName;
  /** Last part of the policy's uid. */
  name: string;
  /** Account of the agency that answers for it. */
  owner: string;
  targetKind: TargetKindWord;
  target: string;
  /** Unix seconds. */
  reviewBy: number;
  /** Replaces the template's purposes where any is chosen. */
  purposes: readonly string[];
  /** Unix seconds; none means open. */
  until?: number;
  /** How often each participant may use it; none means any number. */
  count?: number;
}

type JsonObject = { [key: string]: Json };

/** The ODRL document of a filled form: the template, with the author's limits on its permissions. */
export function draftDocument(fields: DraftFields): JsonObject {
  const { template, name, owner, targetKind, target, reviewBy } = fields;
  const urn = `urn:qdt:${targetKind}:${targetKind === 'entity' ? target.replace('/', ':') : target}`;
  const document = policyTemplate(template, { name, owner, target: urn, reviewBy });
  const { permission } = document;
  return Array.isArray(permission)
    ? { ...document, permission: permission.map((rule) => limited(rule, fields)) }
    : document;
}

function limited(rule: Json, { purposes, until, count }: DraftFields): Json {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return rule;
  const written = Array.isArray(rule.constraint) ? rule.constraint : [];
  const constraint = [
    ...(purposes.length === 0 ? written : written.filter((one) => !isAboutPurpose(one))),
    ...(purposes.length === 0 ? [] : [purposeConstraint(purposes)]),
    ...(until === undefined ? [] : [{ leftOperand: 'dateTime', operator: 'lt', rightOperand: instantText(until) }]),
    ...(count === undefined ? [] : [{ leftOperand: 'count', operator: 'lteq', rightOperand: count }]),
  ];
  return constraint.length === 0 ? rule : { ...rule, constraint };
}

function purposeConstraint(purposes: readonly string[]): Json {
  const [first, ...others] = purposes.map((purpose) => `urn:qdt:purpose:${purpose}`);
  return others.length === 0
    ? { leftOperand: 'purpose', operator: 'eq', rightOperand: first ?? '' }
    : { leftOperand: 'purpose', operator: 'isAnyOf', rightOperand: [first ?? '', ...others] };
}

function isAboutPurpose(constraint: Json): boolean {
  return (
    typeof constraint === 'object' &&
    constraint !== null &&
    !Array.isArray(constraint) &&
    constraint.leftOperand === 'purpose'
  );
}
