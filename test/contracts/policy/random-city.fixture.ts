import {
  type AccessRequest,
  type ActivePolicy,
  createEvaluator,
  type PolicyFacts,
} from '../../../node/protocol/policy/evaluate.ts';
import type { Rule } from '../../../node/protocol/policy/rules.ts';
import { randomNumbers } from '../../node/protocol/audit/random-numbers.ts';
import { as } from '../city.fixture.ts';
import { method, now } from '../network.fixture.ts';
import {
  argumentsOf,
  deployPolicyCity,
  enrolPeople,
  factsFor,
  type PolicyCity,
  publish,
  setPurposes,
  usageKey,
} from './policy-city.fixture.ts';
import {
  chance,
  type Person,
  purposes,
  type Random,
  randomPolicies,
  windowStep,
  withdrawnPurpose,
} from './random-policies.fixture.ts';
import { randomRequest } from './random-requests.fixture.ts';

export const seed = 20_261_123;
const policyCount = 48;
const retiredIds = [7, 19];
const exerciseCount = 220;
const requestCount = 5_000;
/** So many of them about rules that count: their end is rarely met by chance. */
const countingCount = 700;

type Usages = Map<string, { used: number; approvedUntil: number }>;

/** One city with random policies, approvals and uses, and 5,000 questions about it; the same for the same seed. */
export async function deployRandomCity() {
  const city = await deployPolicyCity();
  const random = randomNumbers(seed);
  const people = await enrolPeople(city);
  const base = await now();
  await setPurposes(city, purposes, true);
  const published: ActivePolicy[] = [];
  for (const rules of randomPolicies(random, people, base, policyCount))
    published.push(await publish(city, rules, published.length + 1));
  await setPurposes(city, [withdrawnPurpose], false);
  for (const id of retiredIds) await method(city.policies, 'retire')(id);

  const inForce = published.filter(({ id }) => !retiredIds.includes(id));
  const usages = await approveSome(city, random, inForce, people, base);
  const factsOf = factsFor(people, new Set(purposes.filter((one) => one !== withdrawnPurpose)), usages);
  const rules = inForce.flatMap((policy) => policy.rules);
  const counting = rules.filter(({ count }) => count > 0);
  const ask = (from: readonly Rule[], count: number) =>
    Array.from({ length: count }, () => randomRequest(random, from, people, base));
  const exercised = await exerciseSome(city, ask(counting, exerciseCount), inForce, factsOf, usages);
  const requests = [...ask(rules, requestCount - countingCount), ...ask(counting, countingCount)];
  return { ...city, people, inForce, factsOf, exercised, requests };
}

export type RandomCity = Awaited<ReturnType<typeof deployRandomCity>>;

async function approveSome(
  city: PolicyCity,
  random: Random,
  policies: readonly ActivePolicy[],
  people: readonly Person[],
  base: number,
): Promise<Usages> {
  const usages: Usages = new Map();
  for (const { id, rules } of policies)
    for (const [index, rule] of rules.entries())
      for (const { account } of people.slice(0, -1)) {
        if (!rule.needsVote || !chance(random, 60)) continue;
        const approvedUntil = base + (random(5) - 1) * windowStep;
        await method(city.policies, 'approve')(id, index, account, approvedUntil);
        usages.set(usageKey(id, index, account), { used: 0, approvedUntil });
      }
  return usages;
}

/** Exercises what the evaluator permits and some of what it denies, and compares the answers. */
async function exerciseSome(
  city: PolicyCity,
  requests: readonly AccessRequest[],
  policies: readonly ActivePolicy[],
  factsOf: (request: AccessRequest) => PolicyFacts,
  usages: Usages,
): Promise<{ onChain: string; offChain: string }[]> {
  const evaluate = createEvaluator(policies);
  const exercise = method(as(city.policies, city.committee), 'exercise');
  const answers: { onChain: string; offChain: string }[] = [];
  for (const asked of requests) {
    const request = { ...asked, time: await now() };
    const { participant, target, action, purpose, context } = argumentsOf(request);
    const { isPermitted, policyId, ruleIndex } = evaluate(request, factsOf(request));
    const onChain = await exercise
      .staticCall(participant, target, action, purpose, context)
      .then(String, () => 'denied');
    answers.push({ onChain, offChain: isPermitted ? `${policyId},${ruleIndex}` : 'denied' });
    if (!isPermitted) continue;
    await exercise(participant, target, action, purpose, context);
    const key = usageKey(policyId, ruleIndex, participant);
    const { used, approvedUntil } = usages.get(key) ?? { used: 0, approvedUntil: 0 };
    usages.set(key, { used: used + 1, approvedUntil });
  }
  return answers;
}
