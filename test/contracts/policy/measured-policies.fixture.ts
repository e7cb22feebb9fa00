import { bytesToHex } from 'viem';
import { actions, type Rule } from '../../../node/protocol/policy/rules.ts';
import { encodeRules } from '../../../node/protocol/policy/rules-codec.ts';
import { addressOf, deploy, method, now } from '../network.fixture.ts';
import { argumentsOf, deployPolicyCity, type PolicyCity, setPurposes, terms } from './policy-city.fixture.ts';

export const ruleCounts = [1, 10, 100] as const;

/** Rules whose weighing takes little, as much as a usual rule does, and as much as any can. */
export const shapes = {
  'other-action': { assignee: { kind: 'ANYONE' }, actions: ['enact'], count: 0, needsVote: false },
  'other-purpose': { assignee: { kind: 'ENROLLED' }, actions: ['read'], count: 0, needsVote: false },
  'count-and-vote': { assignee: { kind: 'ENROLLED' }, actions: ['read'], count: 5, needsVote: true },
  'role-count-vote': { assignee: { kind: 'ROLE', role: 100n }, actions: ['read'], count: 5, needsVote: true },
  'eight-roles-count-vote': { assignee: { kind: 'ROLE', role: 100n }, actions: ['read'], count: 5, needsVote: true },
} as const satisfies Record<string, Pick<Rule, 'assignee' | 'actions' | 'count' | 'needsVote'>>;

export type Shape = keyof typeof shapes;

/** A registry under the city's own access contract, whose roles 100 to 107 the agency has. */
export async function deployMeasuredCity(): Promise<PolicyCity> {
  const city = await deployPolicyCity();
  await setPurposes(city, ['audit'], true);
  const access = await deploy('CityAccess', city.admin.address);
  await method(city.manager, 'updateAuthority')(addressOf(city.policies), addressOf(access));
  for (let role = 100; role < 108; role += 1)
    await method(access, 'grantRoleUntil')(role, city.agency.address, 0, (await now()) + 10_000_000);
  return city;
}

/** Gas of one evaluate, all storage cold, on one policy of that many rules of that shape. */
export async function gasOfEvaluate(city: PolicyCity, shape: Shape, count: number): Promise<number> {
  const name = `${shape}-${count}`;
  const rules = Array.from({ length: count }, (_, index) => ruleOf(shape, name, index));
  const reviewBy = (await now()) + 1_000_000;
  await method(city.policies, 'publish')(terms(city.agency.address, reviewBy), bytesToHex(encodeRules(rules)));
  const request = argumentsOf({
    participant: city.agency.address,
    target: { kind: 'DATASET', name, part: '*' },
    action: actions[0],
    purpose: '',
    time: await now(),
    collections: [],
  });
  return Number(await method(city.probe, 'gasOf').staticCall(addressOf(city.policies), request));
}

function ruleOf(shape: Shape, name: string, index: number): Rule {
  const { assignee, ...rest } = shapes[shape];
  const own =
    shape === 'eight-roles-count-vote' ? ({ kind: 'ROLE', role: 100n + BigInt(index % 8) } as const) : assignee;
  return {
    effect: 'permission',
    assignee: own,
    ...rest,
    target: { kind: 'DATASET', name, part: '*' },
    purposes: shape === 'other-purpose' ? ['audit'] : [],
    from: 0,
    until: 0,
  };
}
