import { gasOfRecords } from '../../test/contracts/decision-gas.fixture.ts';
import {
  type Algorithm,
  codeBytes,
  deployVerifiers,
  gasOfVerifications,
  type Verifiers,
} from '../../test/contracts/verifier-gas.fixture.ts';
import { engineTimes } from './pq-engines.ts';
import { type BenchOptions, type BenchResult, measured, median } from './result.ts';

interface Bar {
  algorithm: Algorithm;
  gas: number;
  codeBytes: number;
}

/** The bars of the verifiers, and 24,576 bytes where only the chain's limit of code holds. */
const bars: readonly Bar[] = [
  { algorithm: 'SLH-DSA-SHA2-128s', gas: 600_000, codeBytes: 16_384 },
  { algorithm: 'ML-DSA-65', gas: 3_000_000, codeBytes: 24_576 },
  { algorithm: 'ML-DSA-44', gas: 2_500_000, codeBytes: 24_576 },
];

/** Post-quantum verification: gas and code of each verifier on chain, milliseconds of each engine beside it. */
export async function run({ quick, tell }: BenchOptions): Promise<BenchResult[]> {
  const verifiers = await deployVerifiers();
  const results: BenchResult[] = [];
  for (const bar of bars) {
    tell(`Verifying ${bar.algorithm} on chain.`);
    results.push(...(await onChain(verifiers, bar, quick ? 2 : 12)));
  }
  tell('Recording decisions, one at a time and many by one signature.');
  results.push(...(await records(quick)));
  tell('Signing and verifying in each engine.');
  return [...results, ...engineTimes(quick ? 2 : 10)];
}

/** Whole transactions: registry of algorithms, account, ledger and calldata included. A prototype took 0.89 and 1.58 million. */
async function records(quick: boolean): Promise<BenchResult[]> {
  const rounds = quick ? 1 : 3;
  const results: BenchResult[] = [];
  for (const { name, signers, threshold, atMost } of committees) {
    const gas: number[] = [];
    for (let round = 0; round < rounds; round += 1) gas.push(await gasOfRecords({ signers, threshold, items: 1 }));
    results.push(measured(`pq.record.${name}.gas`, median(gas), 'gas', { atMost }, rounds));
  }
  for (const items of quick ? [8] : [8, 32, 64]) {
    const gas = await gasOfRecords({ signers: 1, threshold: 1, items });
    const each = Math.round(gas / items);
    results.push({
      id: `pq.batch.${items}.gas-each`,
      value: each,
      unit: 'gas',
      bar: 'told, not judged',
      ok: true,
      n: 1,
    });
  }
  return results;
}

const committees = [
  { name: '1-of-1', signers: 1, threshold: 1, atMost: 890_000 },
  { name: '2-of-3', signers: 3, threshold: 2, atMost: 1_580_000 },
];

async function onChain(verifiers: Verifiers, bar: Bar, perKey: number): Promise<BenchResult[]> {
  const id = `pq.${bar.algorithm.toLowerCase()}`;
  const gas = await gasOfVerifications(verifiers, bar.algorithm, perKey);
  const size = await codeBytes(verifiers.contracts[bar.algorithm]);
  return [
    measured(`${id}.gas.median`, gas.median, 'gas', { atMost: bar.gas }, gas.count),
    { id: `${id}.gas.min`, value: gas.min, unit: 'gas', bar: 'told, not judged', ok: true, n: gas.count },
    { id: `${id}.gas.max`, value: gas.max, unit: 'gas', bar: 'told, not judged', ok: true, n: gas.count },
    measured(`${id}.code`, size, 'bytes', { atMost: bar.codeBytes }, 1),
  ];
}
