import { type BareItem, type Dictionary, type InnerList, type Item, parseDictionary } from 'structured-headers';
import { NodeError } from '../errors.ts';
import type { HttpMessage } from './message.ts';

/** A signature as it came with a message: what it covers and says, and its bytes. */
export interface LabelledSignature {
  covered: InnerList;
  signature: Uint8Array;
}

/** Longer fields are not parsed: an ML-DSA-65 signature (3,309 bytes) takes 4,412 characters. */
const longestField = 8192;

/**
 * The signature with this label (RFC 9421, section 4); undefined where the message carries none. `IDENTITY_MALFORMED` where one of
 * its two fields is missing, cannot be read, or names the label on two lines.
 */
export function readSignature(message: HttpMessage, label: string): LabelledSignature | undefined {
  const covered = memberOf(message, 'signature-input', label);
  const signature = memberOf(message, 'signature', label);
  if (covered === undefined && signature === undefined) return undefined;
  if (covered === undefined) throw malformed('signature-input', `has ${label}, as signature has`);
  if (signature === undefined) throw malformed('signature', `has ${label}, as signature-input has`);
  if (!isInnerList(covered)) throw malformed('signature-input', 'is a list of components');
  return { covered, signature: bytesOf(signature[0], 'signature') };
}

/** A dictionary's member by name over all lines of a field; undefined where no line has it. */
export function memberOf({ fields }: HttpMessage, name: string, member: string): Item | InnerList | undefined {
  const lines = Object.hasOwn(fields, name) ? (fields[name] ?? []) : [];
  const found = lines.flatMap((line) => {
    const value = parse(line, name).get(member);
    return value === undefined ? [] : [value];
  });
  if (found.length > 1) throw malformed(name, `has ${member} once`);
  return found[0];
}

/** A byte sequence (RFC 9651, section 3.3.5). */
export function bytesOf(value: BareItem | Item[], field: string): Uint8Array {
  if (!(value instanceof ArrayBuffer)) throw malformed(field, 'is a byte sequence');
  return new Uint8Array(value);
}

export function malformed(field: string, rule: string): NodeError {
  return new NodeError('IDENTITY_MALFORMED', { field, rule });
}

function parse(line: string, field: string): Dictionary {
  if (line.length > longestField) throw malformed(field, `has at most ${longestField} characters`);
  try {
    return parseDictionary(line);
  } catch {
    throw malformed(field, 'is a dictionary of RFC 9651');
  }
}

function isInnerList(value: Item | InnerList): value is InnerList {
  return Array.isArray(value[0]);
}
