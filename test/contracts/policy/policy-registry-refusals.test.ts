import { expect } from 'chai';
import { bytesToHex } from 'viem';
import { bytesOfName } from '../../../node/protocol/policy/names.ts';
import { reasons } from '../../../node/protocol/policy/reasons.ts';
import type { Rule } from '../../../node/protocol/policy/rules.ts';
import { encodeRules } from '../../../node/protocol/policy/rules-codec.ts';
import { as, type Person } from '../city.fixture.ts';
import { ethers, method, networkHelpers, now } from '../network.fixture.ts';
import { deployPolicyCity, type PolicyCity, terms } from './policy-city.fixture.ts';

const year = 365 * 86_400;
const rule: Rule = {
  effect: 'permission',
  assignee: { kind: 'KIND', participantKind: 'AGENCY' },
  target: { kind: 'DATASET', name: 'roads', part: '*' },
  actions: ['read'],
  purposes: [],
  from: 0,
  until: 0,
  count: 0,
  needsVote: false,
};
const roads = { kind: 1, name: bytesOfName('roads'), part: ethers.ZeroHash };
const noContext = { collections: [] };
const reasonNumber = (word: (typeof reasons)[number]) => BigInt(reasons.indexOf(word));
const hexOf = (...rules: Rule[]) => bytesToHex(encodeRules(rules));

describe('PolicyRegistry, told nonsense', () => {
  let city: PolicyCity;
  let valid: ReturnType<typeof terms>;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(deployPolicyCity);
    valid = terms(city.agency.address, (await now()) + year);
  });

  const send = (person: Person, name: string, ...args: unknown[]) => method(as(city.policies, person), name)(...args);
  const publish = (rules: string, given: object = valid) => send(city.admin, 'publish', given, rules);
  const refuses = (attempt: Promise<unknown>, error: string, ...args: unknown[]) =>
    expect(attempt)
      .to.be.revertedWithCustomError(city.policies, error)
      .withArgs(...args);

  it('refuses terms that say nothing, or too late', async () => {
    const rules = hexOf(rule);
    const past = await now();
    await refuses(
      publish(rules, { ...valid, document: ethers.ZeroHash }),
      'PolicyZeroValue',
      ethers.encodeBytes32String('document'),
    );
    await refuses(
      publish(rules, { ...valid, legalBasis: 0 }),
      'PolicyZeroValue',
      ethers.encodeBytes32String('legalBasis'),
    );
    await refuses(publish(rules, { ...valid, reviewBy: past }), 'PolicyReviewTooSoon', BigInt(past));
    await refuses(
      publish(rules, { ...valid, owner: city.stranger.address }),
      'PolicyOwnerNotActive',
      city.stranger.address,
    );
  });

  it('refuses purposes nobody voted, and permits none that was taken off the list', async () => {
    const [audit, research] = [bytesOfName('audit'), bytesOfName('research')];
    const rules = hexOf({ ...rule, purposes: ['audit', 'research'] });
    await send(city.admin, 'setPurpose', audit, true);
    await refuses(publish(rules), 'PolicyPurposeNotVoted', research);
    await expect(send(city.admin, 'setPurpose', research, true))
      .to.emit(city.policies, 'PurposeSet')
      .withArgs(research, true);
    await publish(rules);
    await send(city.admin, 'setPurpose', research, false);
    const asked = [city.agency.address, roads, 0, research, await now(), noContext];
    expect([...(await method(city.policies, 'evaluate')(...asked))][1]).to.equal(reasonNumber('PURPOSE_NOT_VOTED'));
    await refuses(
      send(city.admin, 'setPurpose', ethers.ZeroHash, true),
      'PolicyZeroValue',
      ethers.encodeBytes32String('purpose'),
    );
  });

  it('refuses bytes that are no rules, naming the rule and the field', async () => {
    const one = encodeRules([rule]);
    for (const [at, value, field] of [
      [1, 2, 'effect'],
      [2, 5, 'assigneeKind'],
      [22, 5, 'assignee'],
      [23, 5, 'targetKind'],
      [23, 0, 'targetKind'],
      [24, 0, 'actions'],
      [25, 2, 'needsVote'],
      [27, 1, 'purposes'],
      [32, 1, 'padding'],
      [65, 1, 'part'],
      [97, 1, 'window'],
    ] as const) {
      const changed = bytesToHex(one.with(at, value));
      await refuses(publish(changed), 'PolicyRuleInvalid', 0n, ethers.encodeBytes32String(field));
    }
    const prohibition = encodeRules([{ ...rule, effect: 'prohibition' }]);
    for (const [at, field] of [
      [25, 'needsVote'],
      [31, 'count'],
    ] as const)
      await refuses(
        publish(bytesToHex(prohibition.with(at, 1))),
        'PolicyRuleInvalid',
        0n,
        ethers.encodeBytes32String(field),
      );
    const shut = hexOf(rule, { ...rule, from: 20, until: 20 });
    await refuses(publish(shut), 'PolicyRuleInvalid', 1n, ethers.encodeBytes32String('until'));
  });

  it('refuses bytes of another length, and purposes out of order', async () => {
    const one = encodeRules([rule]);
    for (const bytes of [
      new Uint8Array(),
      one.slice(0, 1),
      one.slice(0, -1),
      one.with(0, 17),
      new Uint8Array(1 + 129 * 128),
    ])
      await refuses(publish(bytesToHex(bytes)), 'PolicyRulesLength', BigInt(bytes.length));
    const two = encodeRules([{ ...rule, purposes: ['audit', 'research'] }]);
    const twice = two.slice();
    twice.copyWithin(33, 1, 33);
    await refuses(publish(bytesToHex(twice)), 'PolicyPurposesUnordered', bytesOfName('audit'));
  });

  it('names at most 8 roles in a policy, all below 256', async () => {
    const ruled = (role: bigint): Rule => ({ ...rule, assignee: { kind: 'ROLE', role } });
    const eight = Array.from({ length: 8 }, (_, index) => ruled(BigInt(index)));
    await publish(hexOf(...eight));
    const ninth = ethers.concat([hexOf(...eight), `0x${hexOf(ruled(9n)).slice(4)}`]);
    await refuses(publish(ninth), 'PolicyTooManyRoles', 9n, 8n);
    await refuses(publish(hexOf(ruled(256n))), 'PolicyRuleInvalid', 0n, ethers.encodeBytes32String('assignee'));
  });

  it('holds at most 32 policies in force for one target', async () => {
    for (let count = 0; count < 32; count += 1) await publish(hexOf(rule));
    await refuses(publish(hexOf(rule)), 'PolicyTargetCrowded', 1n, roads.name, 32n);
    await send(city.admin, 'retire', 7);
    await publish(hexOf(rule));
    expect((await method(city.policies, 'policiesOf')(1, roads.name)).at(-1)).to.equal(33n);
  });

  it('refuses questions that name no one target', async () => {
    const ask = (target: object, context: object) =>
      method(city.policies, 'evaluate')(city.agency.address, target, 0, ethers.ZeroHash, 1, context);
    const part = bytesOfName('speed');
    for (const target of [
      { ...roads, kind: 0 },
      { ...roads, name: ethers.ZeroHash },
      { ...roads, part },
    ])
      await refuses(ask(target, noContext), 'PolicyTargetInvalid', BigInt(target.kind), target.name, target.part);
    const collections = Array.from({ length: 17 }, () => part);
    await refuses(ask(roads, { collections }), 'PolicyTooManyCollections', 17n, 16n);
  });
});
