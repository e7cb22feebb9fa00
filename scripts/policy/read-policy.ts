import { readFileSync } from 'node:fs';
import { type CompiledPolicy, compilePolicy } from '../../node/protocol/policy/compile.ts';
import { foundingPurposes } from '../../node/protocol/policy/purposes.ts';
import { argumentInvalid } from '../command/run-command.ts';

/** Compiles a file; `purposes` are the voted ones, separated by commas. */
export function readPolicy(file: string, purposes: string | undefined): CompiledPolicy {
  return compilePolicy(bytesOf(file), votedPurposes(purposes));
}

export function votedPurposes(list: string | undefined): ReadonlySet<string> {
  return new Set(list === undefined ? foundingPurposes : wordsOf(list));
}

export function wordsOf(list: string): string[] {
  return list.split(',').filter((word) => word !== '');
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw argumentInvalid('can be read', file);
  }
}
