import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chain } from '../../chain/chain.ts';
import { openReadDoor } from '../../chain/read-door.ts';
import { NodeError } from '../../protocol/errors.ts';
import type { ProposalContent } from '../../protocol/proposal.ts';
import type { RunOutcome } from '../../protocol/seatbelt/run.ts';
import { type CopyAnswer, type CopyJob, isCopyAnswer } from './copy-job.ts';

export interface RunCopy {
  readonly chain: Pick<Chain, 'chainId' | 'contracts' | 'request'>;
  readonly content: ProposalContent;
  /** The copy begins at the end of this block. */
  readonly blockNumber: number;
  /** Unix seconds. */
  readonly now: number;
  readonly signal: AbortSignal;
  readonly limits?: CopyLimits;
}

export interface CopyLimits {
  readonly seconds: number;
  readonly memoryBytes: number;
}

/** An endless loop up to a transaction's gas limit would take 27 seconds and 4 GB. */
export const copyLimits: CopyLimits = { seconds: 60, memoryBytes: 1_500_000_000 };

/**
 * Carries a proposal out on a copy of the chain's state, in a process of its own that can only read from this one.
 * Throws SEATBELT_TOO_SLOW, SEATBELT_TOO_LARGE, SEATBELT_FAILED, SEATBELT_STOPPED.
 */
export async function runCopy(options: RunCopy): Promise<RunOutcome> {
  const { chain, content, blockNumber, now, signal, limits = copyLimits } = options;
  if (signal.aborted) throw new NodeError('SEATBELT_STOPPED');
  const cacheFolder = await mkdtemp(join(tmpdir(), 'qdt-copy-'));
  const door = await openReadDoor(chain);
  try {
    const { chainId, contracts } = chain;
    const { url } = door;
    const memoryLimit = limits.memoryBytes;
    const job = { url, chainId, blockNumber, cacheFolder, contracts, content, now, memoryLimit };
    return await ask(job, limits.seconds, signal);
  } finally {
    await door.close();
    await rm(cacheFolder, { recursive: true, force: true });
  }
}

async function ask(job: CopyJob, seconds: number, signal: AbortSignal): Promise<RunOutcome> {
  // Nothing of this process's surroundings goes along: no passphrase, no key.
  const child = fork(join(import.meta.dirname, 'copy-process.ts'), [], {
    env: {},
    execArgv: ['--max-old-space-size=512', '--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const answered = Promise.withResolvers<CopyAnswer>();
  const give = (code: string, reason: string) => answered.resolve({ kind: 'failed', code, reason });
  const stop = () => give('SEATBELT_STOPPED', 'it was not wanted any more');
  const timer = setTimeout(() => give('SEATBELT_TOO_SLOW', `not done within ${seconds} s`), seconds * 1000);
  const gone = exitOf(child);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  child.on('message', (message) => {
    if (isCopyAnswer(message)) answered.resolve(message);
  });
  child.on('error', (error) => give('SEATBELT_FAILED', error.message));
  void gone.then((code) => give('SEATBELT_FAILED', `the copy’s process ended with ${code}`));
  try {
    child.send(job);
    const answer = await answered.promise;
    if (answer.kind === 'outcome') return answer.outcome;
    throw new NodeError(answer.code, { rule: answer.reason });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    child.kill('SIGKILL');
    await gone;
  }
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(String(signal ?? code)));
    child.once('error', () => resolve('an error'));
  });
}
