import { type Fields, invalid, readArray, readInteger, readLiteral, readObject, readText } from '../document-fields.ts';
import type { DataClass } from './exposure.ts';

/** A data class with who entered its shelf life. */
export interface OwnedClass extends DataClass {
  readonly enteredBy: string;
}

/** What a channel carries, how long it takes to migrate, and what that costs. */
export interface ChannelFacts {
  readonly system: string;
  readonly channel: string;
  readonly carries: readonly string[];
  /** Mosca's Y. */
  readonly migrationMonths: number;
  /** In the unit of the budget; undefined where nobody has said. */
  readonly cost: number | undefined;
}

export interface DataClasses {
  readonly classes: readonly OwnedClass[];
  readonly channels: readonly ChannelFacts[];
}

const mostYears = 1000;
/** Costs are weights of the model. */
export const largestCost = 2 ** 31 - 1;

/** Reads a document of format qdt-data-classes/1. Throws DOCUMENT_INVALID with the field and the rule. */
export function readDataClasses(document: unknown): DataClasses {
  const fields = readObject(document, 'document', ['format', 'classes', 'channels']);
  readLiteral(fields.format, 'format', 'qdt-data-classes/1');
  const classes = readArray(fields.classes, 'classes', 1000).map(readClass);
  requireOnce(
    classes.map(({ name }) => name),
    'classes',
    'name',
  );
  const names = new Set(classes.map(({ name }) => name));
  const channels = readArray(fields.channels, 'channels', 10_000).map((value, index) =>
    readChannel(value, index, names),
  );
  requireOnce(
    channels.map(({ system, channel }) => JSON.stringify([system, channel])),
    'channels',
    'system and channel',
  );
  return { classes, channels };
}

function readClass(value: unknown, index: number): OwnedClass {
  const at = `classes[${index}]`;
  const { name, shelfLifeYears, importance, enteredBy } = readObject(value, at, [
    'name',
    'shelfLifeYears',
    'importance',
    'enteredBy',
  ]);
  return {
    name: readName(name, `${at}.name`),
    // a month begun is a month to be kept
    shelfLifeMonths: Math.ceil(readYears(shelfLifeYears, `${at}.shelfLifeYears`)),
    importance: readInteger(importance, `${at}.importance`, 1, 100),
    enteredBy: readName(enteredBy, `${at}.enteredBy`),
  };
}

function readChannel(value: unknown, index: number, names: ReadonlySet<string>): ChannelFacts {
  const at = `channels[${index}]`;
  const keys = ['system', 'channel', 'carries', 'migrationYears'];
  const hasCost = typeof value === 'object' && value !== null && 'cost' in value;
  const fields: Fields = readObject(value, at, hasCost ? [...keys, 'cost'] : keys);
  const carries = readArray(fields.carries, `${at}.carries`, 100).map((name, place) => {
    const read = readName(name, `${at}.carries[${place}]`);
    if (!names.has(read)) throw invalid(`${at}.carries[${place}]`, 'the name of a class');
    return read;
  });
  if (carries.length === 0) throw invalid(`${at}.carries`, 'at least one class');
  requireOnce(carries, `${at}.carries`, 'name');
  return {
    system: readName(fields.system, `${at}.system`),
    channel: readName(fields.channel, `${at}.channel`),
    carries,
    migrationMonths: Math.ceil(readYears(fields.migrationYears, `${at}.migrationYears`)),
    cost: hasCost ? readInteger(fields.cost, `${at}.cost`, 0, largestCost) : undefined,
  };
}

/** Years, in months; rounded to a millionth so that 0.1 years are the months they should be. */
function readYears(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(field, 'a number of years');
  if (value < 0 || value > mostYears) throw invalid(field, `between 0 and ${mostYears} years`);
  return Math.round(value * 12e6) / 1e6;
}

function readName(value: unknown, field: string): string {
  const name = readText(value, field, 500);
  if (name.trim() === '') throw invalid(field, 'not empty');
  return name;
}

function requireOnce(values: readonly string[], field: string, what: string): void {
  const twice = values.findIndex((value, index) => values.indexOf(value) !== index);
  if (twice !== -1) throw invalid(`${field}[${twice}]`, `a ${what} that is there once`);
}
