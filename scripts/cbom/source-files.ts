import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeUse, usesIn } from '../../node/protocol/crypto-inventory/code-uses.ts';
import { assuranceFolders } from '../../node/protocol/crypto-inventory/crypto-assets.ts';

const patterns = ['node/**/*.{ts,tsx}', 'oracle/**/*.ts', 'scripts/**/*.{ts,mjs}', 'contracts/**/*.sol'];
const generated = /(^|\/)(node_modules|dist|runtime)(\/|$)/;

/** The product's own source files, in order of their paths. */
export function sourceFiles(root: string): string[] {
  return globSync(patterns, { cwd: root, exclude: (path) => generated.test(path) }).sort();
}

/** Every use of a cryptographic primitive in them, but for those that only try algorithms out. */
export function usesInSources(root: string): CodeUse[] {
  const folders = Object.keys(assuranceFolders);
  const files = sourceFiles(root).filter((file) => !folders.some((folder) => file.startsWith(folder)));
  return files.flatMap((file) => usesIn(file, readFileSync(join(root, file), 'utf8')));
}
