import { type Fields, invalid, readArray } from '../document-fields.ts';

/** CycloneDX has many fields that no risk depends on: these readers take what they need and leave the rest to the official schema. */
export function objectAt(value: unknown, field: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(field, 'an object');
  return { ...value };
}

export function listAt(value: unknown, field: string, longest = 1_000_000): readonly unknown[] {
  return value === undefined ? [] : readArray(value, field, longest);
}

export function textAt(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') throw invalid(field, 'text');
  return value;
}

export function optionalText(value: unknown, field: string): string | undefined {
  return value === undefined ? undefined : textAt(value, field);
}

export function textsAt(value: unknown, field: string): string[] {
  return listAt(value, field).map((text, index) => textAt(text, `${field}[${index}]`));
}
