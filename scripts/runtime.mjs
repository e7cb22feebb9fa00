// Where Node 24 is: the one that runs this, else the one that the set-up put under scripts/runtime.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const runtimeFolder = join(dirname(fileURLToPath(import.meta.url)), 'runtime');

export function isNode24() {
  return Number(process.versions.node.split('.')[0]) >= 24;
}

export function findNode24() {
  if (isNode24()) return process.execPath;
  const local = join(runtimeFolder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  return existsSync(local) ? local : undefined;
}
