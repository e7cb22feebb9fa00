import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '../node/client/client.ts';
import { verifierOf } from '../node/protocol/call.ts';
import { NodeError } from '../node/protocol/errors.ts';
import { openKeyFile } from '../node/protocol/key-file.ts';
import { runSteps, type StepHook } from './committee/durable-steps.ts';
import { followDecisions } from './committee/follow.ts';
import type { Progress } from './committee/operator.ts';
import { withoutRepeats } from './committee/quiet.ts';
import { openStepJournal } from './committee/step-journal.ts';
import { type OracleConfig, oracleUsage, readOracleConfig } from './config.ts';
import { lockFolder } from './folder-lock.ts';
import { nodeReady } from './node-ready.ts';
import { openSigner } from './open-signer.ts';
import { solve } from './problems/solver.ts';

export interface OracleOptions {
  signal: AbortSignal;
  tell: (progress: Progress) => void;
  /** Unix seconds. */
  clock: () => number;
  onStep?: StepHook;
}

/** Works for one committee until the signal, alone on its data folder. */
export async function runOracle(config: OracleConfig, options: OracleOptions): Promise<void> {
  const unlock = lockFolder(config.dataFolder);
  try {
    await work(config, options);
  } finally {
    unlock();
  }
}

/** Opens the key, finds its place among the signers, follows the ledger. */
async function work(config: OracleConfig, options: OracleOptions): Promise<void> {
  const { signal, tell, clock, onStep } = options;
  const secrets = await openKeyFile(JSON.parse(readFileSync(config.keyFile, 'utf8')), config.passphrase);
  const client = createClient({ url: config.nodeUrl, signal });
  await nodeReady(client, options);
  const network = await client.network();
  const { signer, sign } = openSigner(secrets, network.contracts, config.algorithm);
  const { signers } = await client.participant(config.committee);
  if (!signers.some((entry) => entry.toLowerCase() === signer))
    throw new NodeError('SIGNER_NOT_IN_COMMITTEE', { committee: config.committee, signer });
  const journal = openStepJournal(join(config.dataFolder, 'steps.jsonl'));
  const operator = {
    client,
    chainId: network.chainId,
    contracts: network.contracts,
    committee: config.committee,
    committeeSigners: async () => {
      const all = (await client.participant(config.committee)).signers;
      return all.filter((one) => verifierOf(one) === verifierOf(signer));
    },
    signer,
    sign,
    solve,
    steps: runSteps(journal, onStep),
    clock,
    takeoverSeconds: config.takeoverSeconds,
    tell,
    signal,
  };
  tell({ event: 'ready', text: `Ready for the decisions of committee ${config.committee}.` });
  try {
    await followDecisions(operator, { url: config.nodeUrl, pollSeconds: config.pollSeconds });
  } finally {
    journal.close();
    secrets.close();
  }
}

async function main(): Promise<number> {
  const config = readOracleConfig(process.argv.slice(2), process.env);
  if (config === undefined) {
    console.log(oracleUsage);
    return 0;
  }
  const stopping = new AbortController();
  process.once('SIGTERM', () => stopping.abort());
  // Ctrl-C reaches every process of a terminal; one that was started by another is stopped by it.
  process.on('SIGINT', () => (config.attached ? undefined : stopping.abort()));
  if (config.attached) process.stdin.resume().once('end', () => stopping.abort());
  const tell = (progress: Progress): void => console.log(config.json ? JSON.stringify(progress) : progress.text);
  await runOracle(config, { signal: stopping.signal, tell: withoutRepeats(tell), clock: () => Date.now() / 1000 });
  return 0;
}

if (import.meta.main) {
  try {
    process.exit(await main());
  } catch (error) {
    const isUsage = error instanceof NodeError && error.code === 'CONFIG_INVALID';
    console.error(error instanceof NodeError ? error.message : error);
    if (isUsage) console.error(oracleUsage);
    process.exitCode = isUsage ? 2 : 1;
  }
}
