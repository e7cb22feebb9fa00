import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { fix: { type: 'boolean', default: false }, help: { type: 'boolean' } } });
if (values.help) {
  console.log('npm run check [-- --fix]\n  Types, lint, formatting, layers. --fix mends what can be mended by itself.');
  process.exit(0);
}

const root = join(import.meta.dirname, '..');
const biome = `node_modules/@biomejs/cli-${process.platform}-${process.arch}/biome`;
const steps: { name: string; command: string; args: string[] }[] = [
  { name: 'types', command: 'node_modules/.bin/tsc', args: ['--noEmit', '-p', '.'] },
  {
    name: 'lint and formatting',
    command: biome,
    args: ['check', '--error-on-warnings', ...(values.fix ? ['--write'] : []), '.'],
  },
  {
    name: 'Solidity lint',
    command: 'node_modules/.bin/solhint',
    args: ['--max-warnings', '0', '--noPoster', 'contracts/**/*.sol'],
  },
  {
    name: 'layers',
    command: process.execPath,
    args: ['node_modules/mocha/bin/mocha.js', '--reporter', 'dot', 'test/layers.test.ts'],
  },
];

let failed = 0;
for (const step of steps) {
  if (!existsSync(join(root, step.command)) && step.command !== process.execPath) {
    console.error(`${step.name}: its tool has no build for this machine (${step.command})`);
    failed += 1;
    continue;
  }
  const run = spawnSync(step.command, step.args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  console.log(`${step.name}: ${run.status === 0 ? 'passed' : 'failed'}`);
  if (run.status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
