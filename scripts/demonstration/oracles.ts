import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Address } from 'viem';
import { demonstrationEnvironment, demonstrationPassphrase } from '../../node/protocol/demonstration.ts';
import type { DemonstrationKeys } from './keys.ts';
import { operators } from './participants.ts';

export interface OraclesOptions {
  nodeUrl: string;
  dataFolder: string;
  committee: Address;
  keys: DemonstrationKeys;
  tell: (sentence: string) => void;
}

export interface RunningOracles {
  stop(): Promise<void>;
}

const restartMilliseconds = 2000;

/** Starts each operator's oracle as a process of its own, with its own folder and key; starts one again that dies. */
export function startOracles(options: OraclesOptions): RunningOracles {
  let stopping = false;
  const running = new Set<ChildProcess>();
  const timers = new Set<NodeJS.Timeout>();
  const start = (operator: (typeof operators)[number]): void => {
    const child = spawnOracle(options, operator.id);
    running.add(child);
    forwardLines(child, (text) => options.tell(`  ${operator.name}: ${text}`));
    child.once('exit', (code, signal) => {
      running.delete(child);
      if (stopping) return;
      options.tell(`  ${operator.name}: its process ended (${signal ?? code}); starting it again.`);
      const timer = setTimeout(() => {
        timers.delete(timer);
        start(operator);
      }, restartMilliseconds);
      timers.add(timer);
    });
  };
  for (const operator of operators) start(operator);
  return {
    stop: async () => {
      stopping = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.all([...running].map(stopChild));
    },
  };
}

function spawnOracle({ nodeUrl, dataFolder, committee, keys }: OraclesOptions, id: (typeof operators)[number]['id']) {
  const program = join(import.meta.dirname, '..', '..', 'oracle', 'oracle.ts');
  const args = ['--node', nodeUrl, '--data', join(dataFolder, id), '--key', keys[id].file, '--committee', committee];
  return spawn(process.execPath, [program, ...args, '--json', '--attached'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, QDT_ENV: demonstrationEnvironment, QDT_PASSPHRASE: demonstrationPassphrase },
  });
}

function forwardLines(child: ChildProcess, tell: (text: string) => void): void {
  if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', (line) => tell(textOf(line)));
  if (child.stderr !== null) createInterface({ input: child.stderr }).on('line', tell);
}

function textOf(line: string): string {
  try {
    const progress: unknown = JSON.parse(line);
    const hasText = typeof progress === 'object' && progress !== null && 'text' in progress;
    return hasText ? String(progress.text) : line;
  } catch {
    return line;
  }
}

function stopChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const hard = setTimeout(() => child.kill('SIGKILL'), 5000);
    child.once('exit', () => {
      clearTimeout(hard);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
