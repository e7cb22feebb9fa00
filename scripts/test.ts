import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPage } from './build-page.ts';
import { compileContracts } from './compile.ts';

const usage = `npm test -- [FILE ...] [--grep TEXT] [--no-skips]
  Compiles, builds the page, and runs every test (or the files named). Lists each skip with its reason.
  --grep TEXT   only tests whose title holds TEXT
  --no-skips    a skipped test is a failure`;

interface Skip {
  title: string;
  reason?: string;
}

interface Summary {
  passed: number;
  failed: number;
  skips: Skip[];
}

const root = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    grep: { type: 'string' },
    'no-skips': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

await compileContracts();
await buildPage();
// Hardhat's matchers change chai for the whole process, so contracts are tested in one of their own.
const files = positionals.length > 0 ? positionals : globSync('test/**/*.test.ts', { cwd: root }).sort();
const isOfContracts = (file: string) => file.startsWith('test/contracts/');
const summary = [
  runMocha(files.filter((file) => !isOfContracts(file))),
  runMocha(files.filter(isOfContracts)),
  positionals.length === 0 && values.grep === undefined ? runSolidity() : nothing(),
].reduce(add);
process.exitCode = report(summary) ? 0 : 1;

function runMocha(files: readonly string[]): Summary {
  if (files.length === 0) return nothing();
  const folder = mkdtempSync(join(tmpdir(), 'qdt-test-'));
  const summaryFile = join(folder, 'summary.json');
  const grep = values.grep === undefined ? [] : ['--grep', values.grep];
  const args = ['node_modules/mocha/bin/mocha.js', '--reporter', './scripts/testing/reporter.cjs', ...grep, ...files];
  const run = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, QDT_TEST_SUMMARY: summaryFile, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
  });
  try {
    const found: Summary = JSON.parse(readFileSync(summaryFile, 'utf8'));
    const crashed = run.status !== 0 && found.failed === 0;
    return crashed ? { ...found, failed: 1 } : found;
  } catch {
    console.error(`The tests did not run to their end: ${run.signal ?? run.status}`);
    return { passed: 0, failed: 1, skips: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runSolidity(): Summary {
  if (globSync('test/contracts/**/*.t.sol', { cwd: root }).length === 0) return nothing();
  const run = spawnSync(process.execPath, ['node_modules/hardhat/dist/src/cli.js', 'test', 'solidity'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  // The compiler's warnings about the libraries' sources go to standard error; they matter only when something failed.
  console.log(run.stdout);
  if (run.status !== 0) console.error(run.stderr);
  const count = (word: string) => Number(run.stdout.match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0);
  const failed = count('failing') + count('failed');
  const passed = count('passing') + count('passed');
  return { passed, failed: run.status === 0 && passed > 0 ? failed : Math.max(failed, 1), skips: [] };
}

function report(summary: Summary): boolean {
  if (summary.skips.length > 0) console.log('\nSkipped:');
  for (const skip of summary.skips) console.log(`  - ${skip.title}: ${skip.reason ?? 'NO REASON GIVEN'}`);
  const unexplained = summary.skips.filter((skip) => skip.reason === undefined).length;
  if (unexplained > 0) console.log(`${unexplained} skipped without a reason: that is a failure.`);
  const failed = summary.failed + unexplained + (values['no-skips'] ? summary.skips.length - unexplained : 0);
  console.log(`\n${summary.passed} passed, ${failed} failed, ${summary.skips.length} skipped`);
  return failed === 0 && summary.passed > 0;
}

function add(a: Summary, b: Summary): Summary {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skips: [...a.skips, ...b.skips] };
}

function nothing(): Summary {
  return { passed: 0, failed: 0, skips: [] };
}
