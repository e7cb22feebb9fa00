import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hex } from 'viem';
import { readArtifact } from '../../node/chain/artifacts.ts';
import { compileSource } from '../assurance/compile-source.ts';
import { type Attack, type ContractName, contracts, type Edit } from './attack.ts';
import { encodings } from './encodings.ts';
import { keyAttacks } from './keys.ts';
import { replays } from './replays.ts';
import { AttackWorld } from './world.ts';

const root = join(import.meta.dirname, '..', '..');
const otherChainId = 31338;

/** Attacks 1 to 13 of the threat model (notes on post-quantum cryptography, section 6). */
export const attacks: readonly Attack[] = [...replays, ...encodings, ...keyAttacks].sort((a, b) => a.number - b.number);

export interface AttackResult {
  number: number;
  name: string;
  defence: string;
  refused: boolean;
  acceptedWhenDefenceRemoved: boolean;
}

/** Tries an attack on the contracts as they are, then on the same with its defence taken out of the source. */
export async function runAttack(attack: Attack): Promise<AttackResult> {
  const { number, name, defence } = attack;
  const refused = !(await tryAttack(attack, await compiledContracts()));
  const acceptedWhenDefenceRemoved = await tryAttack(attack, await contractsWithout(attack));
  return { number, name, defence, refused, acceptedWhenDefenceRemoved };
}

type Creation = Record<ContractName, Hex>;

/** Whether it succeeds against these contracts. */
export async function tryAttack(attack: Attack, creation: Creation): Promise<boolean> {
  const open: AttackWorld[] = [];
  const world = async (chainId?: number) => {
    const opened = await AttackWorld.open(creation, chainId);
    open.push(opened);
    return opened;
  };
  try {
    return await attack.succeeds(await world(), () => world(otherChainId));
  } finally {
    for (const opened of open) await opened.close();
  }
}

/** The contracts as they are compiled for every city. */
export async function compiledContracts(): Promise<Creation> {
  const creationOf = async (name: ContractName) =>
    (await readArtifact(contracts[name].file.replace(/^contracts\//, ''))).bytecode;
  return {
    account: await creationOf('account'),
    registry: await creationOf('registry'),
    verifier: await creationOf('verifier'),
  };
}

/** The same, one of them without the defence. Throws RangeError when an edit no longer fits. */
export async function contractsWithout(attack: Attack): Promise<Creation> {
  const { rebuilt } = attack;
  const compiled = await compileSource({ ...contracts[rebuilt], changed: sourcesWithout(attack) });
  if ('error' in compiled) throw new RangeError(`without its defence it does not compile: ${compiled.error}`);
  return { ...(await compiledContracts()), [rebuilt]: compiled.bytecode };
}

/** The files that change, without the defence. Throws RangeError when an edit no longer fits. */
export function sourcesWithout({ removal }: Attack): Record<string, string> {
  const changed: Record<string, string> = {};
  for (const edit of removal) changed[edit.file] = applied(edit, changed[edit.file] ?? sourceOf(edit.file));
  return changed;
}

function applied({ file, find, put }: Edit, source: string): string {
  const at = source.indexOf(find);
  if (at === -1 || source.includes(find, at + 1)) throw new RangeError(`${file} does not hold once: ${find}`);
  return source.slice(0, at) + put + source.slice(at + find.length);
}

function sourceOf(file: string): string {
  return readFileSync(file.startsWith('@') ? join(root, 'node_modules', file) : join(root, file), 'utf8');
}
