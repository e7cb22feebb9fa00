import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hex } from 'viem';
import { privateKeyToAddress } from 'viem/accounts';
import { journalName } from './backup.ts';
import { type ClockOptions, createBlockClock } from './block-clock.ts';
import type { Chain, ChainLog, GenesisOptions } from './chain.ts';
import { cityDeployment, type Deployment } from './deployment.ts';
import { type Engine, type EngineRules, openEngine } from './engine.ts';
import { type FileAccess, openFileAccess } from './file-access.ts';
import { lockFolder } from './folder-lock.ts';
import { found } from './founding.ts';
import { checkGenesis, checkNewGenesis } from './genesis-check.ts';
import { type Journal, openJournal } from './journal.ts';
import { createJournal } from './journal-creation.ts';
import type { JournalGenesis } from './journal-genesis.ts';
import { RunningChain } from './running-chain.ts';

export interface EmbeddedChainOptions extends ClockOptions {
  /** Holds the journal and a lock; created when missing. */
  readonly folder: string;
  readonly genesis: GenesisOptions;
  /** Signs the deployment of a new ledger; without authority. */
  readonly relayKey: Hex;
  readonly log?: ChainLog;
  /** Ends a replay early; the chain is then of no more use than to be stopped. */
  readonly signal?: AbortSignal;
  /** Told while the journal is replayed at the start. */
  readonly onProgress?: (verifiedNumber: number, headNumber: number) => void;
  /** What a new ledger consists of; default: this project's contracts. */
  readonly deployment?: Deployment;
  /** Opens the journal; tests put a failing disk behind it. */
  readonly openFile?: (path: string) => Promise<FileAccess>;
}

const rules = { hardfork: 'prague', blockGasLimit: 60_000_000 } as const;
/** A new ledger begins this many seconds ago, so that its first blocks are not in the future. */
const foundedSecondsAgo = 10;

/**
 * Opens the ledger in a folder, founding it if there is none, and returns as soon as the journal's checksums agree;
 * `ready` follows when every block was executed again and its hash compared.
 * Throws CHAIN_FOLDER_IN_USE, GENESIS_MISMATCH, JOURNAL_CORRUPT, JOURNAL_FORMAT, FOUNDERS_MISSING, FOUNDERS_INVALID,
 * DEPLOYMENT_FAILED, ARTIFACT_MISSING. `ready` rejects with BLOCK_HASH_DIFFERS, BLOCK_NOT_REPLAYED.
 */
export async function openEmbeddedChain(options: EmbeddedChainOptions): Promise<Chain> {
  await mkdir(options.folder, { recursive: true });
  const unlock = lockFolder(options.folder);
  try {
    const path = join(options.folder, journalName);
    const engine = existsSync(path) ? undefined : await foundLedger(path, options);
    const journal = await openJournal(await openFile(path, options));
    return await run(journal, engine, unlock, options);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function run(
  journal: Journal,
  founded: Engine | undefined,
  unlock: () => void,
  options: EmbeddedChainOptions,
): Promise<Chain> {
  try {
    checkGenesis(journal.index.genesis, options.genesis);
    const engine = founded ?? (await openEngine(rulesOf(journal.index.genesis)));
    const { log, onProgress, signal } = options;
    const clock = createBlockClock(options);
    const { folder } = options;
    return new RunningChain({
      engine,
      journal,
      clock,
      folder,
      unlock,
      log,
      onProgress,
      signal,
      isReplayed: founded !== undefined,
    });
  } catch (error) {
    await journal.close();
    throw error;
  }
}

/** Executes the deployment, writes it, and hands over the engine that already stands at its end. */
async function foundLedger(path: string, options: EmbeddedChainOptions): Promise<Engine> {
  const { relayKey } = options;
  const genesis = checkNewGenesis(options.genesis);
  const relay = privateKeyToAddress(relayKey);
  const deployment = options.deployment ?? (await cityDeployment(genesis, relay));
  const genesisTimestamp = options.genesis.timestamp ?? createBlockClock(options).now() - foundedSecondsAgo;
  const engineRules: EngineRules = { ...rules, chainId: genesis.chainId, genesisTimestamp };
  const engine = await openEngine(engineRules);
  try {
    const founding = await found({ engine, rules: engineRules, genesis, deployment, relayKey });
    await createJournal(path, founding);
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

function openFile(path: string, options: EmbeddedChainOptions): Promise<FileAccess> {
  return options.openFile === undefined ? openFileAccess(path, 'r+') : options.openFile(path);
}

function rulesOf(genesis: JournalGenesis): EngineRules {
  const { chainId, hardfork, blockGasLimit, genesisTimestamp } = genesis;
  return { chainId, hardfork, blockGasLimit, genesisTimestamp };
}
