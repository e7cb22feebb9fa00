import { bytesToHex } from 'viem';
import { participantKinds } from '../../../node/protocol/abi.ts';
import type { AccessRequest, ActivePolicy, PolicyFacts, Verdict } from '../../../node/protocol/policy/evaluate.ts';
import { bytesOfName } from '../../../node/protocol/policy/names.ts';
import { reasons } from '../../../node/protocol/policy/reasons.ts';
import { actions, type Rule, targetKinds } from '../../../node/protocol/policy/rules.ts';
import { decodeRules, encodeRules } from '../../../node/protocol/policy/rules-codec.ts';
import { as, deployCity, noProfile } from '../city.fixture.ts';
import { addressOf, deploy, ethers, method, now } from '../network.fixture.ts';
import type { Person } from './random-policies.fixture.ts';

export const usageKey = (policyId: number, ruleIndex: number, account: string) => `${policyId} ${ruleIndex} ${account}`;
export const terms = (owner: string, reviewBy: number) => ({
  owner,
  legalBasis: 5,
  reviewBy,
  document: ethers.id('document'),
});

/** The city with a policy registry; its administration may publish, its committee may exercise. */
export async function deployPolicyCity() {
  const city = await deployCity();
  const { policies } = city;
  const probe = await deploy('PolicyProbe');
  const enforcer = 9n;
  await method(city.manager, 'setTargetFunctionRole')(
    policies,
    [method(policies, 'exercise').fragment.selector],
    enforcer,
  );
  await method(city.manager, 'grantRole')(enforcer, city.committee.address, 0);
  return { ...city, probe };
}

export type PolicyCity = Awaited<ReturnType<typeof deployPolicyCity>>;

const cast = [
  { kind: 'AGENCY', roles: [1n] },
  { kind: 'AGENCY', roles: [1n, 9n] },
  { kind: 'COMPANY', roles: [] },
  { kind: 'COMPANY', roles: [7n] },
  { kind: 'OPERATOR', roles: [7n] },
  { kind: 'OPERATOR', roles: [] },
  { kind: 'CITIZEN', roles: [] },
  { kind: 'COMPANY', roles: [7n], isSuspended: true },
  { kind: 'NONE', roles: [9n] },
] as const;

/** People of every kind, some with roles, one suspended, one with a role but not enrolled; the last one is nobody. */
export async function enrolPeople({ registry, manager, registrar, guardian }: PolicyCity): Promise<Person[]> {
  const wallets = (await ethers.getSigners()).slice(8);
  const people: Person[] = [];
  for (const [index, { kind, roles, ...rest }] of cast.entries()) {
    const wallet = wallets[index];
    if (wallet === undefined) throw new RangeError('a wallet for everybody');
    const number = participantKinds.indexOf(kind);
    if (kind === 'AGENCY') await method(registry, 'enrolAgency')(wallet.address, noProfile);
    else if (kind === 'CITIZEN') await method(as(registry, wallet), 'enrolSelf')(noProfile);
    else if (kind !== 'NONE') await method(as(registry, registrar), 'enrol')(wallet.address, number, noProfile);
    for (const role of roles) await method(manager, 'grantRole')(role, wallet.address, 0);
    const isSuspended = 'isSuspended' in rest;
    if (isSuspended) await method(as(registry, guardian), 'suspend')(wallet.address);
    people.push({ account: wallet.address.toLowerCase(), kind, isSuspended, roles: new Set(roles) });
  }
  return [...people, { account: ethers.ZeroAddress, kind: 'NONE', isSuspended: false, roles: new Set() }];
}

export async function setPurposes(city: PolicyCity, names: readonly string[], isVoted: boolean): Promise<void> {
  for (const name of names) await method(city.policies, 'setPurpose')(bytesOfName(name), isVoted);
}

/** Publishes the rules and returns the policy as the chain keeps it, read back from its bytes. */
export async function publish(city: PolicyCity, rules: readonly Rule[], id: number): Promise<ActivePolicy> {
  const reviewBy = (await now()) + 365 * 86_400;
  const bytes = bytesToHex(encodeRules(rules));
  await method(city.policies, 'publish')(terms(city.agency.address, reviewBy), bytes);
  const kept: string = await method(city.policies, 'rulesOf')(id);
  return { id, rules: decodeRules(ethers.getBytes(kept)) };
}

/** A request as the contract takes it, in the order of its arguments. */
export function argumentsOf({ participant, target, action, purpose, time, collections }: AccessRequest) {
  return {
    participant,
    target: {
      kind: targetKinds.indexOf(target.kind),
      name: bytesOfName(target.name),
      part: bytesOfName(target.part),
    },
    action: actions.indexOf(action),
    purpose: bytesOfName(purpose),
    time,
    context: { collections: collections.map(bytesOfName) },
  };
}

const questionsPerCall = 100;

/** The contract's verdicts, asked in few calls. */
export async function verdictsOnChain(city: PolicyCity, requests: readonly AccessRequest[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const ask = method(city.probe, 'evaluateAll');
  for (let start = 0; start < requests.length; start += questionsPerCall) {
    const asked = requests.slice(start, start + questionsPerCall).map(argumentsOf);
    const answers: Iterable<{ isPermitted: boolean; reason: bigint; policyId: bigint; ruleIndex: bigint }> =
      await ask.staticCall(addressOf(city.policies), asked);
    for (const { isPermitted, reason, policyId, ruleIndex } of answers) {
      const word = reasons[Number(reason)] ?? 'NO_POLICY';
      verdicts.push({ isPermitted, reason: word, policyId: Number(policyId), ruleIndex: Number(ruleIndex) });
    }
  }
  return verdicts;
}

/** What the evaluator is told of each person; `usages` is shared, so that it may change later. */
export function factsFor(
  people: readonly Person[],
  votedPurposes: ReadonlySet<string>,
  usages: ReadonlyMap<string, { used: number; approvedUntil: number }>,
): (request: AccessRequest) => PolicyFacts {
  const byAccount = new Map(people.map((person) => [person.account, person]));
  return ({ participant }) => ({
    participant: byAccount.get(participant) ?? { kind: 'NONE', isSuspended: false, roles: new Set() },
    isVotedPurpose: (purpose) => votedPurposes.has(purpose),
    usageOf: (policyId, ruleIndex, account) =>
      usages.get(usageKey(policyId, ruleIndex, account)) ?? { used: 0, approvedUntil: 0 },
  });
}
