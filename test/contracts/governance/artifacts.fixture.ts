import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonFragment, ParamType } from 'ethers';
import { ethers } from '../network.fixture.ts';

export interface Artifact {
  contractName: string;
  abi: JsonFragment[];
  bytecode: string;
}

/** Every deployable contract of ours, as compiled. */
export function productArtifacts(): Artifact[] {
  const folder = join(import.meta.dirname, '..', '..', '..', 'artifacts');
  return globSync('contracts/**/*.sol/*.json', { cwd: folder })
    .map((file): Artifact => JSON.parse(readFileSync(join(folder, file), 'utf8')))
    .filter(({ abi, bytecode }) => bytecode !== '0x' && abi.length > 0);
}

/** Names of the functions that can change state, sorted. */
export function stateChangingNames({ abi }: Artifact): string[] {
  const changing = abi.filter(({ type, stateMutability }) => {
    return type === 'function' && stateMutability !== 'view' && stateMutability !== 'pure';
  });
  return changing.map(({ name }) => name ?? '').sort();
}

/** The emptiest argument of a type. */
export function emptyValue(type: ParamType): unknown {
  if (type.isArray()) return [];
  if (type.isTuple()) return type.components.map(emptyValue);
  if (type.type === 'bool') return false;
  if (type.type === 'string') return '';
  if (type.type === 'address') return ethers.ZeroAddress;
  if (type.type.startsWith('bytes')) return `0x${'00'.repeat(Number(type.type.slice(5)))}`;
  return 0;
}
