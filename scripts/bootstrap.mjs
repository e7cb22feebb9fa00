// Installs what is missing, with built-in modules only, so that git, Node 20 and npm are enough.
// Two stages: npm itself must be run by Node 24, or it silently leaves out the chain engine's binary.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode24, isNode24, runtimeFolder } from './runtime.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stampFile = join(root, 'node_modules', '.install-stamp');

if (readStamp() === expectedStamp()) process.exit(0);
if (!isNode24()) install(process.execPath, runtimeFolder, 'Node 24');
const node = findNode24();
if (node === undefined)
  stop('No Node 24 for this machine in the npm registry: install Node 24 or later and try again.');
install(node, root, 'packages');
mkdirSync(dirname(stampFile), { recursive: true });
writeFileSync(stampFile, expectedStamp());

function expectedStamp() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${isNode24()}`);
  for (const file of ['package.json', 'package-lock.json', 'scripts/runtime/package-lock.json'])
    hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function readStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined;
}

function install(nodePath, folder, what) {
  const npm = process.env.npm_execpath;
  if (npm === undefined) stop('Run this through npm: npm start, npm test.');
  console.error(`Installing ${what} (once) …`);
  const result = spawnSync(nodePath, [npm, 'ci', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'], {
    cwd: folder,
    env: cleanEnvironment(nodePath),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (result.status !== 0) stop(`Installing ${what} failed: npm ended with ${result.status ?? result.signal}.`);
}

// npm hands its own settings to the scripts it runs; a second npm must not take them for its user's.
function cleanEnvironment(nodePath) {
  const inherited = /^npm_(lifecycle|package|config_(prefix|local_prefix|global|globalconfig))/;
  const kept = Object.entries(process.env).filter(([name]) => !inherited.test(name));
  return { ...Object.fromEntries(kept), PATH: `${dirname(nodePath)}:${process.env.PATH}` };
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
