import { sha256 } from '@noble/hashes/sha2.js';
import { base16 } from 'multiformats/bases/base16';
import type { Hex } from 'viem';
import { NodeError } from './errors.ts';
import { groupOffsets, type OneHotModel } from './model.ts';

type Grouped = Pick<OneHotModel, 'groups'>;

/** The sample of a model whose variables are its groups', in bits, one per variable, least significant bit first, spare bits zero. `choices` = chosen index per group. */
export function encodeSample(choices: readonly number[], model: Grouped): Uint8Array {
  checkChoices(choices, model);
  const offsets = groupOffsets(model);
  const bytes = new Uint8Array(sampleLength(model));
  for (const [group, choice] of choices.entries()) {
    const variable = (offsets[group] ?? 0) + choice;
    bytes[variable >> 3] = (bytes[variable >> 3] ?? 0) | (1 << (variable & 7));
  }
  return bytes;
}

/** The chosen index per group. Throws SAMPLE_LENGTH, or SAMPLE_NOT_ONE_HOT with the group. */
export function decodeSample(bytes: Uint8Array, model: Grouped): number[] {
  const expected = sampleLength(model);
  if (bytes.length !== expected) throw new NodeError('SAMPLE_LENGTH', { expected, found: bytes.length });
  let variable = 0;
  const choices = model.groups.map(({ size }, group) => {
    let choice = -1;
    for (let index = 0; index < size; index++, variable++) {
      if (!isSet(bytes, variable)) continue;
      if (choice !== -1) throw new NodeError('SAMPLE_NOT_ONE_HOT', { group, rule: 'more than one' });
      choice = index;
    }
    if (choice === -1) throw new NodeError('SAMPLE_NOT_ONE_HOT', { group, rule: 'none' });
    return choice;
  });
  for (; variable < 8 * bytes.length; variable++) {
    if (isSet(bytes, variable)) throw new NodeError('SAMPLE_LENGTH', { rule: 'spare bits are zero' });
  }
  return choices;
}

/** Throws SAMPLE_LENGTH, or SAMPLE_NOT_ONE_HOT for a choice that its group does not have. */
export function checkChoices(choices: readonly number[], model: Grouped): void {
  if (choices.length !== model.groups.length) {
    throw new NodeError('SAMPLE_LENGTH', { expected: model.groups.length, found: choices.length });
  }
  for (const [group, { size }] of model.groups.entries()) {
    const choice = choices[group];
    if (choice === undefined || !Number.isInteger(choice) || choice < 0 || choice >= size) {
      throw new NodeError('SAMPLE_NOT_ONE_HOT', { group, choice, size });
    }
  }
}

/** sha2-256 of the sample's bytes, as recorded on chain. */
export function sampleHash(bytes: Uint8Array): Hex {
  return `0x${base16.baseEncode(sha256(bytes))}`;
}

function sampleLength(model: Grouped): number {
  return ((groupOffsets(model)[model.groups.length] ?? 0) + 7) >> 3;
}

function isSet(bytes: Uint8Array, variable: number): boolean {
  return (((bytes[variable >> 3] ?? 0) >> (variable & 7)) & 1) === 1;
}
