import { NodeError } from '../../protocol/errors.ts';
import { canonicalJson } from '../../protocol/policy/canonical-json.ts';
import type { Json } from '../../protocol/policy/strict-json.ts';
import { invalid, isObject, type JsonObject, listIn, objectIn, textIn } from './fields.ts';

/** What a policy says, without names: the part that two parties must mean alike. Empty lists are left out. */
export interface Terms {
  permission?: Json[];
  prohibition?: Json[];
  obligation?: Json[];
}

/** An ODRL offer. In a catalog it has no target (the dataset it hangs on is its target); in a message it has one. */
export interface Offer extends Terms {
  '@id': string;
  '@type': 'Offer';
  target?: string;
}

export interface AgreementDocument extends Terms {
  '@id': string;
  '@type': 'Agreement';
  target: string;
  assigner: string;
  assignee: string;
  timestamp: string;
}

const operators = [
  ...['eq', 'gt', 'gteq', 'lteq', 'hasPart', 'isA', 'isAllOf', 'isAnyOf', 'isNoneOf', 'isPartOf'],
  ...['lt', 'term-lteq', 'neq'],
];
const joints = ['and', 'andSequence', 'or', 'xone'];
const dateTime = /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

/** The offer of a message: with the target it is about. */
export function readMessageOffer(value: Json | undefined, field: string): Offer & { target: string } {
  const offer = objectIn(value, field);
  if (offer['@type'] !== 'Offer') throw invalid(`${field}.@type`, 'is Offer');
  return {
    '@id': textIn(offer, '@id', `${field}.@id`),
    '@type': 'Offer',
    target: textIn(offer, 'target', `${field}.target`),
    ...readTerms(offer, field),
  };
}

/** The offer of a catalog: one with a target is refused (DSP 2025-1, 5.3: the dataset is its target). */
export function readCatalogOffer(value: Json | undefined, field: string): Offer {
  const offer = objectIn(value, field);
  if (offer.target !== undefined)
    throw new NodeError('OFFER_HAS_TARGET', { field: `${field}.target`, rule: 'is absent' });
  if (offer['@type'] !== 'Offer') throw invalid(`${field}.@type`, 'is Offer');
  return { '@id': textIn(offer, '@id', `${field}.@id`), '@type': 'Offer', ...readTerms(offer, field) };
}

export function readAgreement(value: Json | undefined, field: string): AgreementDocument {
  const agreement = objectIn(value, field);
  if (agreement['@type'] !== 'Agreement') throw invalid(`${field}.@type`, 'is Agreement');
  const timestamp = textIn(agreement, 'timestamp', `${field}.timestamp`);
  if (!dateTime.test(timestamp)) throw invalid(`${field}.timestamp`, 'is an xsd:dateTime');
  return {
    '@id': textIn(agreement, '@id', `${field}.@id`),
    '@type': 'Agreement',
    target: textIn(agreement, 'target', `${field}.target`),
    assigner: textIn(agreement, 'assigner', `${field}.assigner`),
    assignee: textIn(agreement, 'assignee', `${field}.assignee`),
    timestamp,
    ...readTerms(agreement, field),
  };
}

/** The terms alone, each rule checked. A policy that permits and prohibits nothing is refused: 'POLICY_EMPTY'. */
export function readTerms(policy: JsonObject, field: string): Terms {
  const read = (name: keyof Terms): Json[] =>
    listIn(policy, name, `${field}.${name}`).map((rule, index) => readRule(rule, `${field}.${name}[${index}]`));
  const [permission, prohibition, obligation] = [read('permission'), read('prohibition'), read('obligation')];
  if (permission.length + prohibition.length === 0)
    throw new NodeError('POLICY_EMPTY', { field, rule: 'permits or prohibits something' });
  return {
    ...(permission.length === 0 ? {} : { permission }),
    ...(prohibition.length === 0 ? {} : { prohibition }),
    ...(obligation.length === 0 ? {} : { obligation }),
  };
}

/** Whether both mean the same, whatever their ids: compared as canonical JSON (RFC 8785). */
export function haveSameTerms(one: Terms, other: Terms): boolean {
  return termsText(one) === termsText(other);
}

export function termsOf({ permission, prohibition, obligation }: Terms): Terms {
  return {
    ...(permission === undefined ? {} : { permission }),
    ...(prohibition === undefined ? {} : { prohibition }),
    ...(obligation === undefined ? {} : { obligation }),
  };
}

function termsText(terms: Terms): string {
  return new TextDecoder().decode(canonicalJson({ ...termsOf(terms) }));
}

function readRule(value: Json, path: string): Json {
  const rule = objectIn(value, path);
  if (rule.target !== undefined)
    throw new NodeError('OFFER_HAS_TARGET', {
      field: `${path}.target`,
      rule: 'is absent: a rule has the target of its policy',
    });
  const constraints = readConstraints(rule, path);
  const duties = listIn(rule, 'duty', `${path}.duty`).map((duty, index) => readRule(duty, `${path}.duty[${index}]`));
  return {
    action: textIn(rule, 'action', `${path}.action`).replace(/^odrl:|^http:\/\/www\.w3\.org\/ns\/odrl\/2\//, ''),
    ...(constraints.length === 0 ? {} : { constraint: constraints }),
    ...(duties.length === 0 ? {} : { duty: duties }),
  };
}

function readConstraints(rule: JsonObject, path: string): Json[] {
  return listIn(rule, 'constraint', `${path}.constraint`).map((constraint, index) =>
    readConstraint(constraint, `${path}.constraint[${index}]`),
  );
}

function readConstraint(value: Json, path: string): Json {
  const constraint = objectIn(value, path);
  const joint = joints.find((name) => constraint[name] !== undefined);
  if (joint !== undefined) {
    const parts = listIn(constraint, joint, `${path}.${joint}`);
    return { [joint]: parts.map((part, index) => readConstraint(part, `${path}.${joint}[${index}]`)) };
  }
  const operator = textIn(constraint, 'operator', `${path}.operator`);
  if (!operators.includes(operator)) throw invalid(`${path}.operator`, `is one of ${operators.join(', ')}`);
  const { rightOperand } = constraint;
  if (typeof rightOperand !== 'string' && !Array.isArray(rightOperand) && !isObject(rightOperand))
    throw invalid(`${path}.rightOperand`, 'is a text, a list or an object');
  return { leftOperand: textIn(constraint, 'leftOperand', `${path}.leftOperand`), operator, rightOperand };
}
