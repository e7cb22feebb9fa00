import { agencies } from './compile-rule.ts';
import { contextNames } from './contexts.ts';
import { instantText } from './instant.ts';
import type { Json } from './strict-json.ts';

export const templateNames = ['open-data', 'research-only', 'emergency', 'internal'] as const;

export type TemplateName = (typeof templateNames)[number];

/** What a template leaves to its author. Times are unix seconds. */
export interface TemplateValues {
  /** Last part of the policy's uid. */
  name: string;
  owner: string;
  /** URN of a target. */
  target: string;
  reviewBy: number;
}

const templates: Record<TemplateName, (target: string) => { [key: string]: Json }> = {
  'open-data': (target) => ({
    legalBasis: 'not-personal',
    permission: [
      {
        assignee: 'urn:qdt:anyone',
        target,
        action: ['read', 'aggregate', 'derive', 'distribute', 'decide'],
        duty: [{ action: 'attribute' }],
      },
    ],
  }),
  'research-only': (target) => ({
    legalBasis: 'public-task',
    permission: [
      {
        assignee: 'urn:qdt:enrolled',
        target,
        action: ['read', 'aggregate', 'derive'],
        constraint: [forPurpose('research')],
        duty: [{ action: 'obtainConsent', consentingParty: agencies }],
      },
    ],
    prohibition: [{ assignee: 'urn:qdt:anyone', target, action: 'distribute' }],
  }),
  emergency: (target) => ({
    legalBasis: 'vital-interests',
    permission: [
      {
        assignee: 'urn:qdt:kind:AGENCY',
        target,
        action: ['read', 'decide', 'enact'],
        constraint: [forPurpose('emergency-response')],
      },
    ],
  }),
  internal: (target) => ({
    legalBasis: 'public-task',
    permission: [{ assignee: ['urn:qdt:kind:AGENCY', 'urn:qdt:kind:OPERATOR'], target, action: ['read', 'decide'] }],
    prohibition: [{ assignee: 'urn:qdt:anyone', target, action: 'distribute' }],
  }),
};

/** A policy document to begin with; it compiles as it is where its purposes are voted. */
export function policyTemplate(template: TemplateName, values: TemplateValues): { [key: string]: Json } {
  return {
    '@context': [...contextNames],
    '@type': 'Set',
    uid: `urn:qdt:policy:${values.name}`,
    profile: 'urn:qdt:policy:1',
    conflict: 'prohibit',
    assigner: `urn:qdt:participant:${values.owner}`,
    reviewDate: instantText(values.reviewBy),
    ...templates[template](values.target),
  };
}

function forPurpose(name: string): Json {
  return { leftOperand: 'purpose', operator: 'eq', rightOperand: `urn:qdt:purpose:${name}` };
}
