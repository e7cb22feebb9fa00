import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chain } from '../../node/chain/chain.ts';
import { countingCall } from '../../test/node/chain/calls.ts';
import { counterDeployment } from '../../test/node/chain/counter.ts';
import { startTestChain } from '../../test/node/chain/fixture.ts';
import { killRounds } from '../../test/node/chain/kill-rounds.ts';
import { replayRate, secondsToReads } from './chain-replay.ts';
import { type BenchOptions, type BenchResult, measured } from './result.ts';
import { createSignedLedger } from './signed-ledger.ts';

/** The embedded chain: how fast it writes durably, how fast it starts again, and what survives kill -9. */
export async function run({ quick, tell }: BenchOptions): Promise<BenchResult[]> {
  const root = await mkdtemp(join(tmpdir(), 'qdt-bench-chain-'));
  try {
    const runs = quick ? 1 : 3;
    return [
      ...(await plainCalls(
        root,
        quick ? { alone: 100, together: 500 } : { alone: 1_000, together: 5_000 },
        runs,
        tell,
      )),
      ...(await signedCalls(root, quick ? 4 : 40, runs, tell)),
      ...(await kills(quick ? 5 : 50, tell)),
    ];
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

type Tell = BenchOptions['tell'];

async function plainCalls(
  root: string,
  count: { alone: number; together: number },
  runs: number,
  tell: Tell,
): Promise<BenchResult[]> {
  tell(`Signing ${count.alone + count.together} plain calls.`);
  const folder = join(root, 'plain');
  const alone = await signed(1, count.alone);
  const together = await signed(1 + count.alone, count.together);
  const { chain } = await startTestChain({ folder, deployment: counterDeployment });
  tell('Writing them, one to a block, then fifty.');
  const aloneRate = await writeRate(chain, alone, 1);
  const togetherRate = await writeRate(chain, together, 50);
  await chain.stop();
  tell('Replaying them.');
  const replayed = await replayRate(folder, count.alone + count.together, runs);
  const toReads = await secondsToReads(folder, runs);
  const calls = count.alone + count.together;
  return [
    measured('chain.write.one-per-block', aloneRate, 'calls/s', { atLeast: 150 }, count.alone),
    measured('chain.write.fifty-per-block', togetherRate, 'calls/s', { atLeast: 800 }, count.together),
    measured('chain.replay.plain', replayed, 'calls/s', { atLeast: 1_000 }, runs),
    measured(`chain.start-to-reads.${calls}-calls`, toReads, 's', { atMost: 3 }, runs),
  ];
}

async function signedCalls(root: string, count: number, runs: number, tell: Tell): Promise<BenchResult[]> {
  tell(`Signing ${count} calls with one post-quantum signature and ${count} with two (0.3 s each).`);
  const folders = { one: join(root, 'one'), two: join(root, 'two') };
  await createSignedLedger({ folder: folders.one, count, signers: 1, threshold: 1 });
  await createSignedLedger({ folder: folders.two, count, signers: 3, threshold: 2 });
  tell('Replaying them.');
  const one = await replayRate(folders.one, count, runs);
  const two = await replayRate(folders.two, count, runs);
  return [
    measured('chain.replay.one-signature', one, 'calls/s', { atLeast: 120 }, runs),
    measured('chain.replay.two-of-three', two, 'calls/s', { atLeast: 60 }, runs),
  ];
}

async function kills(count: number, tell: Tell): Promise<BenchResult[]> {
  tell(`Killing a busy chain ${count} times.`);
  const report = await killRounds(count, 7);
  tell(`It had acknowledged ${report.acknowledged} calls.`);
  return [
    measured('chain.kill.lost-calls', report.lost, 'calls', { atMost: 0 }, count),
    measured('chain.kill.doubled-calls', report.doubled, 'calls', { atMost: 0 }, count),
  ];
}

function signed(firstNonce: number, count: number) {
  return Promise.all(Array.from({ length: count }, (_, index) => countingCall(firstNonce + index)));
}

/** Acknowledged, so durable, calls per second when this many are sent together. */
async function writeRate(chain: Chain, raws: Awaited<ReturnType<typeof signed>>, together: number): Promise<number> {
  const start = performance.now();
  for (let first = 0; first < raws.length; first += together) {
    await Promise.all(raws.slice(first, first + together).map((raw) => chain.sendRawTransaction(raw)));
  }
  return raws.length / ((performance.now() - start) / 1000);
}
