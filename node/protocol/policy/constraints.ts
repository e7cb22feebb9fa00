import { NodeError } from '../errors.ts';
import { invalid, isObject, type JsonObject, listOf, readString } from './document.ts';
import { instantOf } from './instant.ts';
import { largestCount } from './rules.ts';
import type { Json } from './strict-json.ts';
import { parsePurpose } from './urn.ts';

/** What the constraints of one rule leave; they all hold together (ODRL 2.2, section 2.5.1). */
export interface Limits {
  /** None means any. */
  purposes: string[];
  from: number;
  /** 0 means open. */
  until: number;
  /** 0 means any number. */
  count: number;
}

/** A constraint that no machine here can decide, in the author's own words. */
export interface Undecidable {
  field: string;
  says: string;
}

const openLimits: Limits = { purposes: [], from: 0, until: 0, count: 0 };
const simpleKeys = ['leftOperand', 'operator', 'rightOperand', 'dataType'];

/** POLICY_CONTRADICTORY where nothing can satisfy them all. */
export function readConstraints(
  value: Json | undefined,
  field: string,
): { limits: Limits; undecidable: Undecidable[] } {
  let limits = openLimits;
  const undecidable: Undecidable[] = [];
  for (const [index, constraint] of listOf(value).entries()) {
    const path = `${field}[${index}]`;
    if (!isObject(constraint)) throw invalid(path, 'is an object');
    const narrowed = narrow(limits, constraint, path);
    if (narrowed === undefined) undecidable.push({ field: path, says: saysOf(constraint) });
    else limits = narrowed;
  }
  return { limits, undecidable };
}

/** A constraint as its author wrote it, shortened. */
export function saysOf(value: Json): string {
  if (isObject(value) && typeof value.leftOperand === 'string' && typeof value.operator === 'string')
    return `${value.leftOperand} ${value.operator} ${JSON.stringify(value.rightOperand ?? '')}`.slice(0, 160);
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 160);
}

/** Undefined where the constraint cannot be decided here. */
function narrow(limits: Limits, constraint: JsonObject, field: string): Limits | undefined {
  if (Object.keys(constraint).some((key) => !simpleKeys.includes(key))) return undefined;
  const { leftOperand, operator, rightOperand } = constraint;
  const of = `${field}.rightOperand`;
  if (leftOperand === 'purpose') return narrowPurposes(limits, operator, rightOperand, of);
  if (leftOperand === 'dateTime') return narrowTime(limits, operator, rightOperand, of);
  if (leftOperand === 'count') return narrowCount(limits, operator, rightOperand, of);
  return undefined;
}

function narrowPurposes(limits: Limits, operator: Json | undefined, right: Json | undefined, field: string) {
  if (operator !== 'eq' && operator !== 'isA' && operator !== 'isAnyOf') return undefined;
  const named = listOf(right).map((purpose) => parsePurpose(readString(purpose, field), field));
  if (named.length === 0 || (operator !== 'isAnyOf' && named.length > 1)) throw invalid(field, 'names a purpose');
  const purposes = limits.purposes.length === 0 ? named : named.filter((one) => limits.purposes.includes(one));
  if (purposes.length === 0) throw contradictory(field, 'no purpose satisfies all constraints');
  return { ...limits, purposes: [...new Set(purposes)] };
}

function narrowTime(limits: Limits, operator: Json | undefined, right: Json | undefined, field: string) {
  const isLower = operator === 'gteq' || operator === 'gt';
  if (!isLower && operator !== 'lt' && operator !== 'lteq') return undefined;
  const shift = operator === 'gt' || operator === 'lteq' ? 1 : 0;
  const bound = instantOf(right, field) + shift;
  const from = isLower ? Math.max(limits.from, bound) : limits.from;
  const until = isLower ? limits.until : limits.until === 0 ? bound : Math.min(limits.until, bound);
  if (until !== 0 && until <= from) throw contradictory(field, 'it ends before it begins');
  return { ...limits, from, until };
}

function narrowCount(limits: Limits, operator: Json | undefined, right: Json | undefined, field: string) {
  if (operator !== 'lteq' && operator !== 'lt') return undefined;
  const value = isObject(right) ? right['@value'] : right;
  const number = typeof value === 'string' && /^[0-9]{1,10}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number > largestCount || number < 0)
    throw invalid(field, `is a whole number up to ${largestCount}`);
  const most = operator === 'lt' ? number - 1 : number;
  if (most < 1) throw contradictory(field, 'it permits no use at all');
  return { ...limits, count: limits.count === 0 ? most : Math.min(limits.count, most) };
}

function contradictory(field: string, rule: string): NodeError {
  return new NodeError('POLICY_CONTRADICTORY', { field, rule });
}
