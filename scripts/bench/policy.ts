import { type AccessRequest, createEvaluator } from '../../node/protocol/policy/evaluate.ts';
import {
  deployMeasuredCity,
  gasOfEvaluate,
  ruleCounts,
  type Shape,
} from '../../test/contracts/policy/measured-policies.fixture.ts';
import { factsFor } from '../../test/contracts/policy/policy-city.fixture.ts';
import { type Person, purposes, randomPolicies } from '../../test/contracts/policy/random-policies.fixture.ts';
import { randomRequest } from '../../test/contracts/policy/random-requests.fixture.ts';
import { randomNumbers } from '../../test/node/protocol/audit/random-numbers.ts';
import { accessRates } from './access.ts';
import { type BenchOptions, type BenchResult, measured, median } from './result.ts';

const seed = 7;
const base = 1_800_000_000;
const names: readonly Shape[] = [
  'other-action',
  'other-purpose',
  'count-and-vote',
  'role-count-vote',
  'eight-roles-count-vote',
];

/** Verdicts: what they cost on chain by the number of rules, and how many there are a second off chain, alone and kept. */
export async function run({ quick, tell }: BenchOptions): Promise<BenchResult[]> {
  return [...(await gas(quick, tell)), rate(quick, tell), ...accessRates({ quick, tell })];
}

async function gas(quick: boolean, tell: BenchOptions['tell']): Promise<BenchResult[]> {
  const city = await deployMeasuredCity();
  const results: BenchResult[] = [];
  for (const shape of quick ? names.slice(0, 1) : names) {
    tell(`Evaluating policies of ${ruleCounts.join(', ')} rules of the kind ${shape}.`);
    const spent: number[] = [];
    for (const count of ruleCounts) spent.push(await gasOfEvaluate(city, shape, count));
    const [, ten = 0, hundred = 0] = spent;
    const perRule = (hundred - ten) / 90;
    for (const [index, count] of ruleCounts.entries())
      results.push(
        measured(
          `policy.evaluate.${shape}.${count}-rules`,
          spent[index] ?? 0,
          'gas',
          { atMost: 100_000 + 5_000 * count },
          1,
        ),
      );
    results.push(measured(`policy.evaluate.${shape}.per-rule`, perRule, 'gas', { atMost: 5_000 }, 1));
  }
  return results;
}

function rate(quick: boolean, tell: BenchOptions['tell']): BenchResult {
  const random = randomNumbers(seed);
  const people = cast();
  const policies = randomPolicies(random, people, base, 100).map((rules, index) => ({ id: index + 1, rules }));
  const rules = policies.flatMap((policy) => policy.rules);
  const requests = Array.from({ length: 5_000 }, () => randomRequest(random, rules, people, base));
  const evaluate = createEvaluator(policies);
  const factsOf = factsFor(people, new Set<string>(purposes), new Map());
  const asked: [AccessRequest, ReturnType<typeof factsOf>][] = requests.map((one) => [one, factsOf(one)]);
  tell(`Asking ${asked.length} questions about ${rules.length} rules in ${policies.length} policies, again and again.`);
  const rates = Array.from({ length: quick ? 3 : 15 }, () => {
    const start = performance.now();
    for (const [request, facts] of asked) evaluate(request, facts);
    return (asked.length / (performance.now() - start)) * 1_000;
  });
  return measured('policy.verdicts-off-chain', median(rates), 'verdicts/s', { atLeast: 50_000 }, rates.length);
}

function cast(): Person[] {
  return (['AGENCY', 'COMPANY', 'OPERATOR', 'CITIZEN', 'NONE'] as const).map((kind, index) => {
    return { account: `0x${String(index + 1).padStart(40, '0')}`, kind, isSuspended: false, roles: new Set([7n]) };
  });
}
