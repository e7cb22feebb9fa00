import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { keccak256 } from 'viem';
import { countOf } from './calls.ts';
import { counterDeployment } from './counter.ts';
import { startTestChain } from './fixture.ts';

export interface KillReport {
  kills: number;
  acknowledged: number;
  /** Acknowledged calls that were gone after a restart. */
  lost: number;
  /** Calls that stand in more than one block, or more often in the state than in the blocks. */
  doubled: number;
}

/** Kills a busy chain `kills` times at moments drawn from the seed, then looks for everything it had acknowledged. */
export async function killRounds(kills: number, seed: number): Promise<KillReport> {
  const folder = await mkdtemp(join(tmpdir(), 'qdt-kill-'));
  try {
    const acknowledged = new Set<string>();
    let state = seed;
    for (let round = 0; round < kills; round += 1) {
      state = (state * 48_271) % 2_147_483_647;
      const isBusy = round % 3 !== 0;
      await killedRun({ folder, seed: state, isBusy, milliseconds: state % (isBusy ? 400 : 900) }, acknowledged);
    }
    return await inspect(folder, kills, acknowledged);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface KilledRun {
  folder: string;
  seed: number;
  /** Whether the time runs from when it is ready for calls, or from its very start: founding and replay are killed too. */
  isBusy: boolean;
  milliseconds: number;
}

/** Runs the child for that long, then kills it with no chance to tidy up. */
async function killedRun(run: KilledRun, acknowledged: Set<string>): Promise<void> {
  const script = fileURLToPath(new URL('./kill-child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, run.folder, `${run.seed}`], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const killLater = () => setTimeout(() => child.kill('SIGKILL'), run.milliseconds);
  if (!run.isBusy) killLater();
  lines.on('line', (line) => {
    const [word, hash = ''] = line.split(' ');
    if (word === 'ready' && run.isBusy) killLater();
    if (word === 'done') acknowledged.add(hash);
  });
  await gone;
  lines.close();
}

async function inspect(folder: string, kills: number, acknowledged: Set<string>): Promise<KillReport> {
  const test = await startTestChain({
    deployment: counterDeployment,
    folder,
    clock: () => Math.floor(Date.now() / 1000),
  });
  try {
    const { headNumber } = test.chain.status();
    const mined: string[] = [];
    for (let number = 2; number <= headNumber; number += 1) {
      mined.push(...(await test.chain.blockTransactions(number)).map((raw) => keccak256(raw)));
    }
    const present = new Set(mined);
    const executedTwice = (await countOf(test.chain)) - present.size;
    return {
      kills,
      acknowledged: acknowledged.size,
      lost: [...acknowledged].filter((hash) => !present.has(hash)).length,
      doubled: mined.length - present.size + Math.abs(executedTwice),
    };
  } finally {
    await test.chain.stop();
  }
}
