import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const SERVICE_WORKER = 'service-worker.js';

/** After a build, tells the service worker which files make the shell and which build they are (a hash of their bytes). */
export function shellList(): Plugin {
  return {
    name: 'shell-list',
    apply: 'build',
    writeBundle: {
      order: 'post',
      handler(options) {
        if (options.dir !== undefined && readdirSync(options.dir).includes(SERVICE_WORKER)) fillIn(options.dir);
      },
    },
  };
}

function fillIn(folder: string): void {
  const files = shellFiles(folder);
  const build = createHash('sha256');
  for (const file of files) build.update(file).update(readFileSync(join(folder, file)));
  const path = join(folder, SERVICE_WORKER);
  const addresses = ['/', ...files.filter((file) => file !== 'index.html').map((file) => `/${file}`)];
  const source = readFileSync(path, 'utf8')
    .replace('__BUILD__', build.digest('hex').slice(0, 16))
    .replace('__SHELL__', addresses.join(' '));
  writeFileSync(path, source);
}

function shellFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== SERVICE_WORKER && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
