import { NodeError } from '../../protocol/errors.ts';
import type { Json } from '../../protocol/policy/strict-json.ts';
import { dspContext } from './context.ts';

export type JsonObject = { [key: string]: Json };

/** The longest text in a message: ids, addresses, reasons. */
const longestText = 2048;

export function invalid(field: string, rule: string): NodeError {
  return new NodeError('DSP_MESSAGE_INVALID', { field, rule });
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectIn(value: Json | undefined, field: string): JsonObject {
  if (!isObject(value)) throw invalid(field, 'is an object');
  return value;
}

export function textIn(object: JsonObject, name: string, path = name): string {
  const value = object[name];
  if (typeof value !== 'string' || value === '' || value.length > longestText)
    throw invalid(path, `is a text of 1 to ${longestText} characters`);
  return value;
}

export function optionalTextIn(object: JsonObject, name: string): string | undefined {
  return object[name] === undefined ? undefined : textIn(object, name);
}

export function listIn(object: JsonObject, name: string, path = name): Json[] {
  const value = object[name];
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw invalid(path, 'is a list');
  if (value.length > 128) throw invalid(path, 'has at most 128 entries');
  return value;
}

/** The message, where it is of that type in the pinned context. 'DSP_MESSAGE_INVALID' names the field and the rule. */
export function messageOf(value: Json, type: string): JsonObject {
  const message = objectIn(value, 'body');
  const context = message['@context'];
  if (!Array.isArray(context) || !context.includes(dspContext))
    throw invalid('@context', `is a list that holds ${dspContext}`);
  if (message['@type'] !== type) throw invalid('@type', `is ${type}`);
  return message;
}
