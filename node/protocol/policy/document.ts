import { NodeError } from '../errors.ts';
import { canonicalJson } from './canonical-json.ts';
import { requirePinnedTerms } from './document-terms.ts';
import { instantOf } from './instant.ts';
import { isLegalBasis, type LegalBasis, legalBases } from './legal-basis.ts';
import { requireName } from './names.ts';
import { type Json, parseStrictJson } from './strict-json.ts';
import { parseParticipant } from './urn.ts';

export type JsonObject = { [key: string]: Json };

/** An ODRL policy as it was read; its rules still as they stand in the document. */
export interface PolicyDocument {
  uid: string;
  /** Lower-case account. */
  owner: `0x${string}`;
  legalBasis: LegalBasis;
  /** Unix seconds. */
  reviewBy: number;
  permission: JsonObject[];
  prohibition: JsonObject[];
  obligation: JsonObject[];
  /** JCS (RFC 8785); their sha2-256 stands on chain. */
  canonical: Uint8Array;
}

const largestBytes = 65_536;
const topKeys = ['@context', '@type', 'uid', 'profile', 'conflict', 'assigner', 'legalBasis', 'reviewDate'];
const ruleKeys = ['permission', 'prohibition', 'obligation'] as const;

/** Reads a policy document strictly; a NodeError names the field and the rule, and nothing is fetched. */
export function readPolicyDocument(source: string | Uint8Array): PolicyDocument {
  const json = parseStrictJson(textOf(source));
  if (!isObject(json)) throw invalid('policy', 'is an object');
  requirePinnedTerms(json);
  const extra = Object.keys(json).find((key) => !topKeys.includes(key) && !ruleKeys.some((word) => word === key));
  if (extra !== undefined) throw invalid(extra, 'stands in each rule or nowhere');
  if (json['@type'] !== 'Set' && json['@type'] !== 'Offer') throw invalid('@type', 'is Set or Offer');
  requireWord(json, 'profile', 'urn:qdt:policy:1');
  requireWord(json, 'conflict', 'prohibit');
  if (!isLegalBasis(json.legalBasis)) throw invalid('legalBasis', `is one of ${legalBases.slice(1).join(', ')}`);
  return {
    uid: readUid(json.uid),
    owner: parseParticipant(readString(json.assigner, 'assigner'), 'assigner'),
    legalBasis: json.legalBasis,
    reviewBy: instantOf(json.reviewDate, 'reviewDate'),
    permission: readRules(json, 'permission'),
    prohibition: readRules(json, 'prohibition'),
    obligation: readRules(json, 'obligation'),
    canonical: canonicalJson(json),
  };
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value that may stand alone or in a list (JSON-LD compaction), as a list; `{"@list": [...]}` is a list too. */
export function listOf(value: Json | undefined): Json[] {
  if (value === undefined) return [];
  if (isObject(value) && value['@list'] !== undefined && Object.keys(value).length === 1) return listOf(value['@list']);
  return Array.isArray(value) ? value : [value];
}

/** A string, also as `{"@id": ...}`. */
export function readString(value: Json | undefined, field: string): string {
  const plain = isObject(value) && Object.keys(value).length === 1 ? value['@id'] : value;
  if (typeof plain !== 'string' || plain.length > 200) throw invalid(field, 'is text of at most 200 characters');
  return plain;
}

export function invalid(field: string, rule: string): NodeError {
  return new NodeError('POLICY_INVALID', { field, rule });
}

function textOf(source: string | Uint8Array): string {
  const size = source.length;
  if (size > largestBytes) throw new NodeError('POLICY_TOO_LARGE', { size, rule: `at most ${largestBytes} bytes` });
  if (typeof source === 'string') return source;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(source);
  } catch (error) {
    throw new NodeError('POLICY_JSON_INVALID', { rule: 'is UTF-8' }, error);
  }
}

function readUid(value: Json | undefined): string {
  const uid = readString(value, 'uid');
  const prefix = 'urn:qdt:policy:';
  if (!uid.startsWith(prefix)) throw invalid('uid', `begins with ${prefix}`);
  requireName(uid.slice(prefix.length), 'uid');
  return uid;
}

function requireWord(json: JsonObject, field: string, word: string): void {
  if (json[field] !== word) throw invalid(field, `is ${word}`);
}

function readRules(json: JsonObject, key: (typeof ruleKeys)[number]): JsonObject[] {
  return listOf(json[key]).map((rule, index) => {
    if (!isObject(rule)) throw invalid(`${key}[${index}]`, 'is an object');
    return rule;
  });
}
