import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startReplay } from './open-chain.ts';
import { median } from './result.ts';

/** Calls executed again per second from opening the folder's journal to its last hash compared; the median of the runs. */
export async function replayRate(folder: string, calls: number, runs: number): Promise<number> {
  const rates: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const chain = await startReplay(folder);
    const start = performance.now();
    await chain.ready;
    rates.push(calls / ((performance.now() - start) / 1000));
    await chain.stop();
  }
  return median(rates);
}

/** Seconds from the start of a process until its chain is open, so that the index may answer; the median of the runs. */
export async function secondsToReads(folder: string, runs: number): Promise<number> {
  const seconds: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    const script = fileURLToPath(new URL('./open-chain.ts', import.meta.url));
    const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    seconds.push((performance.now() - start) / 1000);
    child.kill('SIGKILL');
    await once(child, 'close');
  }
  return median(seconds);
}
