import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Draw, seededDraw } from '../assurance/random.ts';
import { type Library, libraries, type Mutant } from './mutant.ts';
import { type Site, sitesOf } from './sites.ts';

const root = join(import.meta.dirname, '..', '..');

/** How many of a hundred mutants each library gets, in the order of `libraries`. */
const shares = [34, 36, 14, 6, 10];

/**
 * A number of mutants of all libraries. Chains, paths and rounds are written out there, so lines that differ in numbers
 * only count as one: first such a kind of line is drawn, then a line of it, then what to change there.
 */
export function sampleMutants(count: number, seed: number): Mutant[] {
  const draw = seededDraw(seed);
  return libraries.flatMap((library, index) => {
    const number = Math.round((count * (shares[index] ?? 0)) / 100);
    return ofLibrary(library, number, draw);
  });
}

export function sourceOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function ofLibrary(library: Library, count: number, draw: Draw): Mutant[] {
  const source = sourceOf(library.file);
  const lines = source.split('\n');
  const kinds = new Map<string, Site[]>();
  for (const site of sitesOf(source, draw)) {
    const name = (lines[site.line - 1] ?? '').trim().replace(/0x[0-9a-f]+|\d+/g, '#');
    kinds.set(name, [...(kinds.get(name) ?? []), site]);
  }
  const mutants = new Map<string, Mutant>();
  const pick = <T>(from: readonly T[]): T | undefined => from[draw(from.length)];
  const all = [...kinds.values()];
  for (let tries = 0; mutants.size < count && tries < 100 * count; tries += 1) {
    const site = pick(pick(all) ?? []);
    if (site === undefined) continue;
    mutants.set(`${site.start} ${site.replacement}`, mutantOf(library, source, lines, site));
  }
  return [...mutants.values()];
}

function mutantOf(library: Library, source: string, lines: readonly string[], site: Site): Mutant {
  const changedSource = source.slice(0, site.start) + site.replacement + source.slice(site.end);
  return {
    library,
    line: site.line,
    kind: site.kind,
    original: (lines[site.line - 1] ?? '').trim(),
    changed: (changedSource.split('\n')[site.line - 1] ?? '').trim(),
    source: changedSource,
  };
}
