import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const stampFile = join(root, 'artifacts', '.qdt-stamp');

/**
 * Compiles the contracts when their sources or settings changed since the last time (about 40 s), else returns at once.
 * @throws Error with the compiler's words when a contract does not compile.
 */
export async function compileContracts(tell: (sentence: string) => void = console.error): Promise<void> {
  const stamp = sourceStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  tell('Compiling the contracts (once) …');
  const run = spawnSync(process.execPath, ['node_modules/hardhat/dist/src/cli.js', 'build', '--no-tests'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status !== 0) throw new Error(`The contracts do not compile.\n${run.stdout}\n${run.stderr}`);
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

function sourceStamp(): string {
  const hash = createHash('sha256');
  const sources = globSync(['contracts/**/*.sol', 'test/contracts/harness/**/*.sol'], { cwd: root }).sort();
  for (const file of [...sources, 'hardhat.config.ts', 'node/chain/compiler.ts', 'package-lock.json'])
    hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

if (import.meta.main) await compileContracts();
