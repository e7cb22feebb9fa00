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

describe('PolicyRegistry', () => {
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
  const exercise = (participant: string) =>
    send(city.committee, 'exercise', participant, roads, 0, ethers.ZeroHash, noContext);
  const verdict = async (participant: string) => [
    ...(await method(city.policies, 'evaluate')(participant, roads, 0, ethers.ZeroHash, await now(), noContext)),
  ];

  it('denies what no policy speaks of', async () => {
    expect(await verdict(city.agency.address)).to.deep.equal([false, reasonNumber('NO_POLICY'), 0n, 0n]);
  });

  it('publishes rules byte for byte, and permits by them', async () => {
    const rules = hexOf(rule);
    await expect(publish(rules))
      .to.emit(city.policies, 'PolicyPublished')
      .withArgs(1n, city.agency.address, Object.values(valid), rules);
    expect(await method(city.policies, 'rulesOf')(1)).to.equal(rules);
    expect(await method(city.policies, 'policyCount')()).to.equal(1n);
    expect([...(await method(city.policies, 'policiesOf')(1, roads.name))]).to.deep.equal([1n]);
    expect(await verdict(city.agency.address)).to.deep.equal([true, reasonNumber('PERMITTED'), 1n, 0n]);
    expect(await verdict(city.stranger.address)).to.deep.equal([false, reasonNumber('NOT_ASSIGNEE'), 1n, 0n]);
  });

  it('keeps the terms and the times of a policy, in force or retired', async () => {
    await publish(hexOf(rule));
    const published = await now();
    const entry = await method(city.policies, 'policy')(1);
    expect([...entry.terms]).to.deep.equal([valid.owner, 5n, BigInt(valid.reviewBy), valid.document]);
    expect([entry.state, entry.publishedAt, entry.retiredAt]).to.deep.equal([1n, BigInt(published), 0n]);
    await expect(send(city.admin, 'retire', 1))
      .to.emit(city.policies, 'PolicyRetired')
      .withArgs(1n);
    const retired = await method(city.policies, 'policy')(1);
    expect([retired.state, retired.retiredAt]).to.deep.equal([2n, BigInt(await now())]);
  });

  it('retires a policy from every target it names and leaves the others', async () => {
    const other: Rule = { ...rule, target: { kind: 'DATASET', name: 'lanes', part: '*' } };
    await publish(hexOf(rule, other, rule));
    await publish(hexOf(rule));
    await send(city.admin, 'retire', 1);
    expect([...(await method(city.policies, 'policiesOf')(1, roads.name))]).to.deep.equal([2n]);
    expect([...(await method(city.policies, 'policiesOf')(1, bytesOfName('lanes')))]).to.deep.equal([]);
    expect(await verdict(city.agency.address)).to.deep.equal([true, reasonNumber('PERMITTED'), 2n, 0n]);
    await refuses(send(city.admin, 'retire', 1), 'PolicyNotInForce', 1n);
    await refuses(send(city.admin, 'retire', 9), 'PolicyUnknown', 9n);
  });

  it('consumes a count in the step that permits, for each participant by itself', async () => {
    await publish(hexOf({ ...rule, assignee: { kind: 'ENROLLED' }, count: 1 }));
    const { agency, committee } = city;
    await expect(exercise(agency.address))
      .to.emit(city.policies, 'PermissionExercised')
      .withArgs(1n, 0n, agency.address, Object.values(roads), 0n, ethers.ZeroHash, 1n);
    await refuses(exercise(agency.address), 'PolicyDenied', reasonNumber('COUNT_USED'), 1n, 0n);
    await exercise(committee.address);
    expect([...(await method(city.policies, 'usageOf')(1, 0, agency.address))]).to.deep.equal([1n, 0n]);
  });

  it('exercises a permission that does not count without counting', async () => {
    await publish(hexOf(rule));
    await exercise(city.agency.address);
    await expect(exercise(city.agency.address))
      .to.emit(city.policies, 'PermissionExercised')
      .withArgs(1n, 0n, city.agency.address, Object.values(roads), 0n, ethers.ZeroHash, 0n);
    expect([...(await method(city.policies, 'usageOf')(1, 0, city.agency.address))]).to.deep.equal([0n, 0n]);
  });

  it('waits for a vote where the rule asks for one, and takes it back', async () => {
    await publish(hexOf({ ...rule, needsVote: true }, rule));
    const { address } = city.agency;
    const until = (await now()) + year;
    await expect(send(city.admin, 'approve', 1, 0, address, until))
      .to.emit(city.policies, 'ParticipantApproved')
      .withArgs(1n, 0n, address, until);
    expect(await verdict(address)).to.deep.equal([true, reasonNumber('PERMITTED'), 1n, 0n]);
    await send(city.admin, 'approve', 1, 0, address, 0);
    expect(await verdict(address)).to.deep.equal([true, reasonNumber('PERMITTED'), 1n, 1n]);
    await refuses(send(city.admin, 'approve', 1, 1, address, until), 'PolicyNoVoteNeeded', 1n, 1n);
    await refuses(send(city.admin, 'approve', 1, 2, address, until), 'PolicyNoVoteNeeded', 1n, 2n);
    await refuses(
      send(city.admin, 'approve', 1, 0, ethers.ZeroAddress, until),
      'PolicyZeroValue',
      ethers.encodeBytes32String('participant'),
    );
  });

  it('is changed by nobody but the administration, and exercised only by those who enforce', async () => {
    await publish(hexOf(rule));
    for (const [name, args] of [
      ['publish', [valid, hexOf(rule)]],
      ['retire', [1]],
      ['setPurpose', [bytesOfName('audit'), true]],
      ['approve', [1, 0, city.agency.address, 1]],
      ['exercise', [city.agency.address, roads, 0, ethers.ZeroHash, noContext]],
    ] as const)
      for (const person of [city.agency, city.registrar, city.guardian, city.stranger])
        await refuses(send(person, name, ...args), 'AccessManagedUnauthorized', person.address);
  });

  it('follows a suspension at once', async () => {
    await publish(hexOf(rule));
    await method(as(city.registry, city.guardian), 'suspend')(city.agency.address);
    expect(await verdict(city.agency.address)).to.deep.equal([false, reasonNumber('SUSPENDED'), 0n, 0n]);
  });
});
