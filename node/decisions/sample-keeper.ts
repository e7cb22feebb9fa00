import type { Hex } from 'viem';
import type { ChainLog } from '../chain/chain.ts';
import type { ContentStore } from '../content/content-store.ts';
import { rawCidOfDigest } from '../protocol/cid.ts';
import { isNodeError } from '../protocol/errors.ts';
import type { DecisionStepsTable } from './decision-steps-table.ts';

export interface SampleKeeper {
  /** Keeps, in the background, the bytes of every sample that beat this decision's answer. */
  keep(decisionId: number): void;
  /** Resolves when everything asked for so far was tried. */
  settled(): Promise<void>;
}

export interface SampleKeeperOptions {
  steps: Pick<DecisionStepsTable, 'of'>;
  content: Pick<ContentStore, 'get' | 'put'>;
  /** From the court; undefined for a sample that nobody gave it. */
  readSample: (hash: Hex) => Promise<Uint8Array | undefined>;
  log: ChainLog;
}

/** A sample that stands is content like the report it replaced: found by its hash, kept as a raw block. */
export function createSampleKeeper({ steps, content, readSample, log }: SampleKeeperOptions): SampleKeeper {
  let kept = Promise.resolve();

  async function keepSample(hash: Hex): Promise<void> {
    const cid = rawCidOfDigest(hash);
    if (await isHere(cid)) return;
    const bytes = await readSample(hash);
    if (bytes !== undefined) await content.put(cid, bytes);
  }

  async function isHere(cid: string): Promise<boolean> {
    try {
      await content.get(cid);
      return true;
    } catch (error) {
      if (isNodeError(error)) return false;
      throw error;
    }
  }

  return {
    keep(decisionId) {
      for (const { step, word } of steps.of(decisionId)) {
        if (step !== 'BEATEN' || word === undefined) continue;
        const keep = (): Promise<void> => keepSample(`0x${word.slice(2)}`);
        kept = kept.then(keep).catch((error: unknown) => log('sample.not-kept', { decisionId, reason: String(error) }));
      }
    },
    settled: () => kept,
  };
}
