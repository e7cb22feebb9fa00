import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hex } from 'viem';
import { compiler } from '../../node/chain/compiler.ts';

const root = join(import.meta.dirname, '..', '..');

/** One contract, of sources of which some may differ from those on disk. */
export interface Compilation {
  /** Path of the file that holds it, from the project's root. */
  file: string;
  contract: string;
  /** Path -> text, instead of what is on disk. */
  changed: Readonly<Record<string, string>>;
}

/** Creation code, or what the compiler says against it. */
export type Compiled = { bytecode: Hex } | { error: string };

interface Solc {
  compile(input: string, options: { import: (path: string) => { contents: string } | { error: string } }): string;
}

interface Output {
  errors?: { severity: string; formattedMessage: string }[];
  contracts?: Record<string, Record<string, { evm: { bytecode: { object: string } } }>>;
}

/** Compiles in this process with the settings of every contract: one to three seconds for a verifier. */
export async function compileSource({ file, contract, changed }: Compilation): Promise<Compiled> {
  const solc = await loadSolc();
  const text = (path: string): string => changed[path] ?? readFileSync(onDisk(path), 'utf8');
  const outputSelection = { [file]: { [contract]: ['evm.bytecode.object'] } };
  const input = {
    language: 'Solidity',
    sources: { [file]: { content: text(file) } },
    settings: { ...compiler.settings, outputSelection },
  };
  const output: Output = JSON.parse(
    solc.compile(JSON.stringify(input), {
      import: (path) => (existsSync(onDisk(path)) ? { contents: text(path) } : { error: `${path} is not there` }),
    }),
  );
  const error = output.errors?.find(({ severity }) => severity === 'error');
  const object = output.contracts?.[file]?.[contract]?.evm.bytecode.object;
  if (error !== undefined || object === undefined || object === '') {
    return { error: error?.formattedMessage ?? `${contract} is not in ${file}` };
  }
  return { bytecode: `0x${object}` };
}

function onDisk(path: string): string {
  return path.startsWith('@') ? join(root, 'node_modules', path) : join(root, path);
}

let loaded: Promise<Solc> | undefined;

function loadSolc(): Promise<Solc> {
  loaded ??= import('solc').then(({ default: solc }) => ({ compile: solc.compile }));
  return loaded;
}
