import {
  type Algorithm,
  codeBytes,
  deployVerifiers,
  gasOfVerifications,
  type Verifiers,
} from '../../test/contracts/verifier-gas.fixture.ts';
import { engineTimes } from './pq-engines.ts';
import { type BenchOptions, type BenchResult, measured } from './result.ts';

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
  tell('Signing and verifying in each engine.');
  return [...results, ...engineTimes(quick ? 2 : 10)];
}

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
