import { expect } from 'chai';
import { bytesToHex } from 'viem';
import { decisionStates } from '../../../node/protocol/abi.ts';
import type { Rule } from '../../../node/protocol/policy/rules.ts';
import { encodeRules } from '../../../node/protocol/policy/rules-codec.ts';
import { as, type City, deployCity, noProfile, type Person, roles } from '../city.fixture.ts';
import { ethers, method, networkHelpers, now } from '../network.fixture.ts';

export const text = ethers.encodeBytes32String;
export const root = ethers.id('root');
export const otherRoot = ethers.id('another root');
export const question = { problem: ethers.id('problem'), snapshot: ethers.id('snapshot') };
export const outcome = {
  report: ethers.id('report'),
  modelRoot: root,
  sampleHash: ethers.id('sample'),
  energy: -5n,
  bound: -9n,
};
/** Seconds. */
export const window = 1000;

/** The city with a court (an account with the court's role) and a second agency; the citizen is enrolled. */
export async function deployDecisions() {
  const city = await deployCity();
  const [court, otherAgency] = (await ethers.getSigners()).slice(8);
  if (court === undefined || otherAgency === undefined) throw new RangeError('two more');
  await method(city.manager, 'grantRole')(roles.court, court.address, 0);
  await method(city.manager, 'grantRole')(roles.agency, otherAgency.address, 0);
  await method(city.registry, 'enrolAgency')(otherAgency.address, noProfile);
  await method(as(city.registry, city.citizen), 'enrolSelf')(noProfile);
  return { ...city, court, otherAgency };
}

export type DecisionCity = City & { court: Person; otherAgency: Person };

/** Sends, and reads, in the words of the ledger. */
export function ledgerOf(city: DecisionCity) {
  const send = (person: Person, name: string, ...args: unknown[]) => method(as(city.ledger, person), name)(...args);
  const decision = (id: bigint) => method(city.ledger, 'decision')(id);
  const stateOf = async (id: bigint) => decisionStates[Number((await decision(id)).state)];
  const terms = async (changes = {}) => ({
    kind: text('routes'),
    ...question,
    isRestricted: false,
    recordBy: (await now()) + 1000,
    challengeWindow: window,
    committee: city.committee.address,
    ...changes,
  });
  const latest = (): Promise<bigint> => method(city.ledger, 'decisionCount')();
  return {
    send,
    decision,
    stateOf,
    terms,
    async request(changes = {}, person = city.agency): Promise<bigint> {
      await send(person, 'request', await terms(changes));
      return await latest();
    },
    async requestUnder(mandateId: bigint, area = text('sioux-falls'), change = 100): Promise<bigint> {
      await send(city.agency, 'requestUnderMandate', await terms(), mandateId, area, change);
      return await latest();
    },
    record: (id: bigint) => send(city.committee, 'record', id, question.problem, question.snapshot, outcome),
    async grantMandate(changes = {}): Promise<bigint> {
      await send(city.admin, 'grantMandate', { ...mandate(city, (await now()) + 86_400), ...changes });
      return await method(city.ledger, 'mandateCount')();
    },
    async finalize(id: bigint): Promise<void> {
      await networkHelpers.time.increaseTo(Math.max((await now()) + 1, Number((await decision(id)).challengeUntil)));
      await send(city.stranger, 'finalize', id);
    },
    refuses: (attempt: Promise<unknown>, error: string, ...args: unknown[]) =>
      expect(attempt)
        .to.be.revertedWithCustomError(city.ledger, error)
        .withArgs(...args),
    emits: (attempt: Promise<unknown>, event: string, ...args: unknown[]) =>
      expect(attempt)
        .to.emit(city.ledger, event)
        .withArgs(...args),
  };
}

export type Ledger = ReturnType<typeof ledgerOf>;

export function mandate(city: DecisionCity, until: number) {
  const { address: agency } = city.agency;
  return { kind: text('routes'), area: text('sioux-falls'), agency, largestChange: 300, until, perDay: 2 };
}

/** Lets agencies enact decisions about routes, or forbids it. */
export async function publishEnactPolicy(city: DecisionCity, effect: Rule['effect'] = 'permission'): Promise<void> {
  const rule: Rule = {
    effect,
    assignee: { kind: 'ROLE', role: roles.agency },
    target: { kind: 'DECISION', name: 'routes', part: '*' },
    actions: ['enact'],
    purposes: [],
    from: 0,
    until: 0,
    count: 0,
    needsVote: false,
  };
  const reviewBy = (await now()) + 86_400;
  const policy = { owner: city.agency.address, legalBasis: 5, reviewBy, document: ethers.id('document') };
  await method(city.policies, 'publish')(policy, bytesToHex(encodeRules([rule])));
}
