import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Interface, type InterfaceAbi } from 'ethers';

const root = join(import.meta.dirname, '..', '..', '..');

/** One line for each entry of an interface, with all names and types, in a fixed order. */
export function abiLines(abi: InterfaceAbi): string[] {
  return [...new Interface(abi).format()].sort();
}

/** The same of what the compiler made of a source such as contracts/membership/Seats.sol. */
export function compiledAbiLines(source: string): string[] {
  const name = source.slice(source.lastIndexOf('/') + 1, -'.sol'.length);
  return abiLines(JSON.parse(readFileSync(join(root, 'artifacts', source, `${name}.json`), 'utf8')).abi);
}

/** The members of a Solidity enum, in order; the source is a path from the project's root. */
export function enumWords(source: string, name: string): string[] {
  const text = readFileSync(join(root, source), 'utf8').match(new RegExp(`enum ${name} \\{([^}]*)\\}`))?.[1] ?? '';
  return text.split(',').map((word) => word.trim());
}
