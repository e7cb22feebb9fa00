import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hex } from 'viem';
import type { Chain } from '../../../node/chain/chain.ts';
import { type EmbeddedChainOptions, openEmbeddedChain } from '../../../node/chain/embedded-chain.ts';
import { relayKey } from './counter.ts';

/** A clock that moves when told; the chain believes it. Unix seconds. */
export interface TestClock {
  now(): number;
  advance(seconds: number): void;
}

export const testChainId = 55_000_042;
export const testGenesisTimestamp = 1_790_000_000;

export function createTestClock(start = testGenesisTimestamp + 100): TestClock {
  let time = start;
  return {
    now: () => time,
    advance: (seconds) => {
      time += seconds;
    },
  };
}

export interface TestChain {
  readonly chain: Chain;
  readonly clock: TestClock;
  readonly folder: string;
  readonly relayKey: Hex;
  /** Closes the chain and opens it again from its journal; resolves when it is ready. */
  restart(options?: Partial<EmbeddedChainOptions>): Promise<TestChain>;
  /** Stops the chain and removes its folder. */
  remove(): Promise<void>;
}

/** A signer that belongs to no one: for chains whose founder need not act. */
export const nobodysKey: Hex = `0x${'42'.repeat(32)}`;

/**
 * A founded chain in a folder of its own, with this project's contracts (compile them first) unless another deployment
 * is given. Founders are 32-byte SLH-DSA keys or whole signers; without them the founder account is nobody's.
 */
export async function startTestChain(options: Partial<EmbeddedChainOptions> = {}): Promise<TestChain> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'qdt-chain-')));
  return openTestChain(folder, createTestClock(), options);
}

async function openTestChain(
  folder: string,
  clock: TestClock,
  options: Partial<EmbeddedChainOptions>,
): Promise<TestChain> {
  const genesis = {
    chainId: testChainId,
    timestamp: testGenesisTimestamp,
    founders: { signers: [nobodysKey], threshold: 1 },
    minimumWindowSeconds: 5,
  };
  const all = { folder, genesis, relayKey, clock: clock.now, ...options };
  const chain = await openEmbeddedChain(all);
  await chain.ready;
  return {
    chain,
    clock,
    folder,
    relayKey: all.relayKey,
    restart: async (changes = {}) => {
      await chain.stop();
      return openTestChain(folder, clock, { ...options, ...changes });
    },
    remove: async () => {
      await chain.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
