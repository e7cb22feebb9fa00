import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'vite';
import config from '../node/web/vite.config.ts';

const root = join(import.meta.dirname, '..');
const web = join(root, 'node', 'web');
const dist = join(web, 'dist');
const stampFile = join(dist, '.stamp');

/** Everything the page is made from. */
const sources = ['node/web', 'node/client', 'node/protocol', 'package-lock.json'];

/**
 * Builds the page into node/web/dist, with each text file compressed beside it. Does nothing when no source changed since the
 * last build; answers whether it built.
 */
export async function buildPage(options: { force?: boolean } = {}): Promise<boolean> {
  const stamp = stampOfSources();
  if (options.force !== true && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  await build({ ...config, configFile: false });
  compress();
  writeFileSync(stampFile, stamp);
  return true;
}

function stampOfSources(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesUnder(source))
      hash
        .update(file)
        .update('\n')
        .update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (/\.[a-z]+$/.test(path)) return [path];
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter(({ name }) => name !== 'dist')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(`${path}/${entry.name}`) : [`${path}/${entry.name}`]));
}

function compress(): void {
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(html|js|css|svg)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(bytes));
    writeFileSync(`${path}.br`, brotliCompressSync(bytes));
  }
}

if (import.meta.main) {
  const built = await buildPage({ force: process.argv.includes('--force') });
  process.stdout.write(built ? 'page built\n' : 'page is up to date\n');
}
