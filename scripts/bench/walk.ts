import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { WalkSummary } from '../demonstration/summary.ts';

const program = join(import.meta.dirname, '..', 'start.ts');

/** One `npm start -- --once --json` on the ledger in this folder. */
export async function walkOnce(folder: string, seed: number): Promise<WalkSummary> {
  const child = start('--once', '--json', '--data', folder, '--port', '0', '--seed', String(seed));
  let out = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the walk ended with ${code}`);
  const summary: WalkSummary = JSON.parse(out);
  return summary;
}

/** Starts the same ledger to stay up, does the work with the page's address, and stops it. */
export async function stayUp<T>(folder: string, work: (url: string) => Promise<T>): Promise<T> {
  const child = start('--data', folder, '--port', '0');
  try {
    return await work(await addressOf(child));
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'close');
  }
}

function start(...args: string[]): ChildProcess {
  const { QDT_ENV: _, ...env } = process.env;
  return spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'ignore'] });
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the node says nothing');
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /The page is at (http:\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      child.stdout.resume();
      return address;
    }
  }
  throw new Error('the node ended before it was up');
}
