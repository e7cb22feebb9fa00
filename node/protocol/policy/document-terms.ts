import { NodeError } from '../errors.ts';
import { contextNames, keyTerms } from './contexts.ts';
import { codePoint } from './names.ts';
import type { Json } from './strict-json.ts';

const jsonLdKeys = new Set(['@type', '@id', '@value', '@list', 'rdf:value']);

/**
 * Refuses what could make two readers see two policies: a context other than the pinned ones (POLICY_CONTEXT_NOT_PINNED), a
 * character that may pass for another (POLICY_ID_CHARACTER), a key that no context knows (POLICY_TERM_UNKNOWN).
 */
export function requirePinnedTerms(document: { [key: string]: Json }): void {
  const { '@context': context, ...rest } = document;
  const names = Array.isArray(context) ? context : [];
  if (names.length !== contextNames.length || contextNames.some((name, index) => names[index] !== name)) {
    const given = JSON.stringify(context) ?? 'none';
    throw new NodeError('POLICY_CONTEXT_NOT_PINNED', { given: given.slice(0, 120), rule: contextNames.join(' ') });
  }
  requireTerms(rest, '');
}

function requireTerms(value: Json, field: string): void {
  if (typeof value === 'string') requirePlainText(value, field);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, entry] of Object.entries(value)) {
    const inner = Array.isArray(value) ? `${field}[${key}]` : `${field === '' ? '' : `${field}.`}${key}`;
    if (!Array.isArray(value)) requireKey(key, field);
    requireTerms(entry, inner);
  }
}

function requireKey(key: string, field: string): void {
  requirePlainText(key, field);
  if (key === '@context') throw new NodeError('POLICY_CONTEXT_NOT_PINNED', { field, rule: 'stands at the top only' });
  if (!keyTerms.has(key) && !jsonLdKeys.has(key))
    throw new NodeError('POLICY_TERM_UNKNOWN', { field, term: key.slice(0, 60) });
}

/** Printable ASCII: free text does not belong into a policy, and letters of other scripts can pass for these. */
function requirePlainText(text: string, field: string): void {
  const position = text.search(/[^\x20-\x7e]/);
  if (position === -1) return;
  const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
  throw new NodeError('POLICY_ID_CHARACTER', { field, character: codePoint(character), position });
}
