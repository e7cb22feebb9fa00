import { decodeCanonical, encodeCanonical } from '../../canonical.ts';
import { cidOfBlock } from '../../cid.ts';
import {
  invalid,
  readArray,
  readBoolean,
  readInteger,
  readLiteral,
  readObject,
  readText,
} from '../../document-fields.ts';
import { NodeError } from '../../errors.ts';
import type { Assessment } from '../../quantum-risk/assess.ts';
import { largestCost } from '../../quantum-risk/data-classes.ts';
import type { DataClass, Exposable } from '../../quantum-risk/exposure.ts';

/** A channel that must be migrated: what a plan needs to know of it, and no more. */
export interface MigrationChannel extends Exposable {
  readonly system: string;
  readonly channel: string;
  readonly migrationMonths: number;
  readonly cost: number;
}

/** The snapshot of a migration problem: everything that its model depends on, besides the parameters. */
export interface MigrationInventory {
  readonly format: 'qdt-migration-inventory/1';
  readonly channels: readonly MigrationChannel[];
}

const mostMonths = 12_000;
const mostChannels = 1000;

/** The channels that a quantum computer would undo, by system and channel. Throws MIGRATION_COST_MISSING. */
export function migrationInventory({ risks }: Assessment): MigrationInventory {
  const channels = risks
    .filter(({ verdict }) => verdict !== 'resists')
    .map(({ system, channel, classes, isReadable, isForgeable, migrationMonths, cost }): MigrationChannel => {
      if (cost === undefined) throw new NodeError('MIGRATION_COST_MISSING', { system, channel, field: 'cost' });
      const plain = classes.map(({ name, shelfLifeMonths, importance }) => ({ name, shelfLifeMonths, importance }));
      return { system, channel, classes: plain, isReadable, isForgeable, migrationMonths, cost };
    });
  return { format: 'qdt-migration-inventory/1', channels: channels.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) };
}

export function inventoryCid(inventory: MigrationInventory): string {
  return cidOfBlock(encodeInventory(inventory));
}

export function encodeInventory(inventory: MigrationInventory): Uint8Array {
  return encodeCanonical(inventory);
}

/** Reads an inventory's block. Throws CONTENT_NOT_CANONICAL or DOCUMENT_INVALID. */
export function decodeInventory(bytes: Uint8Array): MigrationInventory {
  const fields = readObject(decodeCanonical(bytes), 'inventory', ['format', 'channels']);
  const format = readLiteral(fields.format, 'inventory.format', 'qdt-migration-inventory/1');
  const channels = readArray(fields.channels, 'channels', mostChannels).map(readChannel);
  const keys = channels.map(keyOf);
  if (keys.some((key, index) => index > 0 && key <= (keys[index - 1] ?? '')))
    throw invalid('channels', 'ascending, each once');
  return { format, channels };
}

function readChannel(value: unknown, index: number): MigrationChannel {
  const at = `channels[${index}]`;
  const keys = ['system', 'channel', 'classes', 'isReadable', 'isForgeable', 'migrationMonths', 'cost'];
  const fields = readObject(value, at, keys);
  return {
    system: readText(fields.system, `${at}.system`, 500),
    channel: readText(fields.channel, `${at}.channel`, 500),
    classes: readArray(fields.classes, `${at}.classes`, 100).map((one, place) =>
      readClass(one, `${at}.classes[${place}]`),
    ),
    isReadable: readBoolean(fields.isReadable, `${at}.isReadable`),
    isForgeable: readBoolean(fields.isForgeable, `${at}.isForgeable`),
    migrationMonths: readInteger(fields.migrationMonths, `${at}.migrationMonths`, 0, mostMonths),
    cost: readInteger(fields.cost, `${at}.cost`, 0, largestCost),
  };
}

function readClass(value: unknown, at: string): DataClass {
  const fields = readObject(value, at, ['name', 'shelfLifeMonths', 'importance']);
  return {
    name: readText(fields.name, `${at}.name`, 500),
    shelfLifeMonths: readInteger(fields.shelfLifeMonths, `${at}.shelfLifeMonths`, 0, mostMonths),
    importance: readInteger(fields.importance, `${at}.importance`, 1, 100),
  };
}

function keyOf({ system, channel }: Pick<MigrationChannel, 'system' | 'channel'>): string {
  return JSON.stringify([system, channel]);
}
