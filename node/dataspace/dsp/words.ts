import type { Json } from '../../protocol/policy/strict-json.ts';
import { isObject } from './fields.ts';
import type { Terms } from './offer.ts';

const operatorWords: Readonly<Record<string, string>> = {
  eq: 'is',
  neq: 'is not',
  lt: 'is before or below',
  lteq: 'is at most',
  'term-lteq': 'is at most',
  gt: 'is after or above',
  gteq: 'is at least',
  isAnyOf: 'is one of',
  isNoneOf: 'is none of',
  isAllOf: 'is all of',
};

/** One sentence for each rule. */
export function termsInWords({ permission = [], prohibition = [], obligation = [] }: Terms): string[] {
  return [
    ...permission.map((rule) => `The consumer may ${ruleInWords(rule)}.`),
    ...prohibition.map((rule) => `The consumer may not ${ruleInWords(rule)}.`),
    ...obligation.map((rule) => `The consumer must ${ruleInWords(rule)}.`),
  ];
}

/** What changed from one offer to the next, sentence by sentence; empty where both mean the same. */
export function differenceInWords(before: Terms, after: Terms): string[] {
  const [old, now] = [termsInWords(before), termsInWords(after)];
  return [
    ...old.filter((sentence) => !now.includes(sentence)).map((sentence) => `No longer: ${sentence}`),
    ...now.filter((sentence) => !old.includes(sentence)).map((sentence) => `New: ${sentence}`),
  ];
}

function ruleInWords(rule: Json): string {
  if (!isObject(rule)) return 'something unreadable';
  const constraints = Array.isArray(rule.constraint) ? rule.constraint.map(constraintInWords) : [];
  const duties = Array.isArray(rule.duty) ? rule.duty.map(ruleInWords) : [];
  const limits = constraints.length === 0 ? '' : `, where ${constraints.join(' and ')}`;
  return `${String(rule.action)}${limits}${duties.length === 0 ? '' : `, and must then ${duties.join(' and ')}`}`;
}

function constraintInWords(constraint: Json): string {
  if (!isObject(constraint)) return 'something unreadable holds';
  const joint = ['and', 'andSequence', 'or', 'xone'].find((name) => Array.isArray(constraint[name]));
  if (joint !== undefined) {
    const parts = constraint[joint];
    const joined = Array.isArray(parts) ? parts.map(constraintInWords) : [];
    return `(${joined.join(joint === 'or' || joint === 'xone' ? ' or ' : ' and ')})`;
  }
  const operator = String(constraint.operator);
  return `${String(constraint.leftOperand)} ${operatorWords[operator] ?? operator} ${valueText(constraint.rightOperand)}`;
}

function valueText(value: Json | undefined): string {
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
