import { expect } from 'chai';
import { as, noProfile } from '../city.fixture.ts';
import { ethers, method, networkHelpers, now } from '../network.fixture.ts';
import {
  type DecisionCity,
  deployDecisions,
  type Ledger,
  ledgerOf,
  otherRoot,
  root,
  text,
  window,
} from './decisions.fixture.ts';

describe('DecisionLedger: objections', () => {
  let city: DecisionCity;
  let ledger: Ledger;
  let id: bigint;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(deployDecisions);
    ledger = ledgerOf(city);
    id = await ledger.request();
    await ledger.record(id);
  });

  const object = (person = city.citizen, modelRoot = otherRoot) => ledger.send(person, 'object', id, modelRoot);
  const resolve = (isUpheld: boolean, person = city.admin) => ledger.send(person, 'resolveObjection', id, isUpheld);

  it('come from any active participant, and suspend the decision', async () => {
    for (const person of [city.citizen, city.committee, city.otherAgency]) {
      const snapshot = await networkHelpers.takeSnapshot();
      await ledger.emits(object(person), 'DecisionObjected', id, person.address, otherRoot);
      expect(await ledger.stateOf(id)).to.equal('OBJECTED');
      expect(await method(city.ledger, 'objectionOf')(id, person.address)).to.equal(otherRoot);
      await networkHelpers.time.increase(2 * window);
      const state = (await ledger.decision(id)).state;
      await ledger.refuses(ledger.send(city.stranger, 'finalize', id), 'LedgerWrongState', id, state);
      await snapshot.restore();
    }
  });

  it('come from nobody who is not enrolled or is suspended', async () => {
    await ledger.refuses(object(city.stranger), 'LedgerNotParticipant', city.stranger.address);
    await method(as(city.registry, city.guardian), 'suspend')(city.citizen.address);
    await ledger.refuses(object(), 'LedgerNotParticipant', city.citizen.address);
  });

  it('name a root, and another one than the recorded', async () => {
    await ledger.refuses(object(city.citizen, ethers.ZeroHash), 'LedgerZeroValue', text('modelRoot'));
    await ledger.refuses(object(city.citizen, root), 'LedgerSameModel', id, root);
  });

  it('come within the challenge window', async () => {
    const { challengeUntil } = await ledger.decision(id);
    await networkHelpers.time.setNextBlockTimestamp(challengeUntil);
    await ledger.refuses(object(), 'LedgerTooLate', id, challengeUntil - 1n);
  });

  it('strike the decision when the vote upholds them', async () => {
    await object();
    const { challengeUntil } = await ledger.decision(id);
    const voted = resolve(true);
    await ledger.emits(voted, 'ObjectionResolved', id, true, challengeUntil);
    await ledger.emits(voted, 'DecisionStruck', id, text('objection'));
    expect(await ledger.stateOf(id)).to.equal('STRUCK');
  });

  it('give the rest of the window back when the vote does not, and are made once', async () => {
    const { recordedAt } = await ledger.decision(id);
    await networkHelpers.time.setNextBlockTimestamp(recordedAt + 100n);
    await object();
    await networkHelpers.time.setNextBlockTimestamp(recordedAt + 5000n);
    const later = recordedAt + BigInt(window) + 4900n;
    await ledger.emits(resolve(false), 'ObjectionResolved', id, false, later);
    expect((await ledger.decision(id)).challengeUntil).to.equal(later);
    await ledger.refuses(object(), 'LedgerAlreadyObjected', id, city.citizen.address);
    await networkHelpers.time.setNextBlockTimestamp(later - 1n);
    await ledger.refuses(ledger.send(city.stranger, 'finalize', id), 'LedgerTooEarly', id, later);
    await ledger.finalize(id);
    expect(await ledger.stateOf(id)).to.equal('FINAL');
  });

  it('do not shut a decision in whose window ends with time itself', async () => {
    const recordBy = (await now()) + 1000;
    const endless = await ledger.request({ recordBy, challengeWindow: 2 ** 48 - 1 - recordBy });
    await networkHelpers.time.setNextBlockTimestamp(recordBy);
    await ledger.record(endless);
    await ledger.send(city.citizen, 'object', endless, otherRoot);
    await networkHelpers.time.increase(100);
    await ledger.send(city.admin, 'resolveObjection', endless, false);
    expect((await ledger.decision(endless)).challengeUntil).to.equal(2n ** 48n - 1n);
  });

  it('are resolved by a vote alone', async () => {
    await object();
    for (const person of [city.agency, city.guardian, city.court, city.citizen]) {
      await ledger.refuses(resolve(false, person), 'AccessManagedUnauthorized', person.address);
    }
    expect(await ledger.stateOf(id)).to.equal('OBJECTED');
  });

  it('may come again from somebody else after one was turned down', async () => {
    await object();
    await resolve(false);
    await method(as(city.registry, city.stranger), 'enrolSelf')(noProfile);
    await ledger.emits(object(city.stranger), 'DecisionObjected', id, city.stranger.address, otherRoot);
  });

  describe('to a decision that is challenged', () => {
    const challenge = () => ledger.send(city.court, 'suspendForChallenge', id);
    const resume = () => ledger.send(city.court, 'resumeFromChallenge', id);
    const isObjected = () => method(city.ledger, 'isObjected')(id);

    it('are noted, and wait for their vote when the court resumes', async () => {
      await challenge();
      await ledger.emits(object(), 'DecisionObjected', id, city.citizen.address, otherRoot);
      expect([await ledger.stateOf(id), await isObjected()]).to.deep.equal(['CHALLENGED', true]);
      await ledger.refuses(resolve(true), 'LedgerWrongState', id, 3);
      await ledger.refuses(object(), 'LedgerAlreadyObjected', id, city.citizen.address);
      await ledger.emits(resume(), 'DecisionResumed', id);
      expect(await ledger.stateOf(id)).to.equal('OBJECTED');
      await ledger.refuses(ledger.send(city.court, 'suspendForChallenge', id), 'LedgerWrongState', id, 4);
      await resolve(true);
      expect([await ledger.stateOf(id), await isObjected()]).to.deep.equal(['STRUCK', false]);
    });

    it('are not kept out by a claim that is held open through the window', async () => {
      await challenge();
      await networkHelpers.time.increase(2 * window);
      await object();
      await resume();
      await ledger.refuses(ledger.send(city.stranger, 'finalize', id), 'LedgerWrongState', id, 4);
      await resolve(false);
      expect([await ledger.stateOf(id), await isObjected()]).to.deep.equal(['RECORDED', false]);
      await ledger.send(city.stranger, 'finalize', id);
    });

    it('give the window back that was left when the first of them came', async () => {
      const { recordedAt } = await ledger.decision(id);
      await networkHelpers.time.setNextBlockTimestamp(recordedAt + 50n);
      await challenge();
      await networkHelpers.time.setNextBlockTimestamp(recordedAt + 100n);
      await object();
      await networkHelpers.time.setNextBlockTimestamp(recordedAt + 200n);
      await object(city.otherAgency);
      await resume();
      await networkHelpers.time.setNextBlockTimestamp(recordedAt + 5000n);
      await resolve(false);
      expect((await ledger.decision(id)).challengeUntil).to.equal(recordedAt + BigInt(window) + 4900n);
    });

    it('end with a decision that the court strikes', async () => {
      await challenge();
      await object();
      await ledger.send(city.court, 'strike', id, text('energy'));
      expect(await isObjected()).to.equal(false);
      await resume();
      expect(await ledger.stateOf(id)).to.equal('STRUCK');
      await ledger.refuses(resolve(false), 'LedgerWrongState', id, 5);
    });
  });

  describe('to a decision in effect under a mandate', () => {
    beforeEach(async () => {
      id = await ledger.requestUnder(await ledger.grantMandate());
      await ledger.record(id);
    });

    it('wait for the vote while it stays in effect; the vote strikes it, after the window too', async () => {
      await ledger.refuses(resolve(true), 'LedgerWrongState', id, 7);
      await object();
      expect(await ledger.stateOf(id)).to.equal('ENACTED');
      await networkHelpers.time.increase(2 * window);
      await ledger.emits(resolve(true), 'DecisionStruck', id, text('objection'));
      expect(await ledger.stateOf(id)).to.equal('STRUCK');
    });

    it('leave it in effect when they are turned down, and a challenge of it open', async () => {
      const { challengeUntil } = await ledger.decision(id);
      await ledger.send(city.court, 'suspendForChallenge', id);
      await networkHelpers.time.increase(2 * window);
      await object();
      await ledger.emits(resolve(false), 'ObjectionResolved', id, false, challengeUntil);
      expect(await ledger.stateOf(id)).to.equal('ENACTED');
      await ledger.emits(ledger.send(city.court, 'resumeFromChallenge', id), 'DecisionResumed', id);
      await ledger.refuses(resolve(true), 'LedgerWrongState', id, 7);
    });

    it('come within its window or a challenge; never to one enacted by a vote or by the agency', async () => {
      await networkHelpers.time.increaseTo((await ledger.decision(id)).challengeUntil);
      const { challengeUntil } = await ledger.decision(id);
      await ledger.refuses(object(), 'LedgerTooLate', id, challengeUntil - 1n);
      id = await ledger.request();
      await ledger.record(id);
      await ledger.finalize(id);
      await ledger.send(city.admin, 'enact', id);
      await ledger.refuses(object(), 'LedgerWrongState', id, 7);
    });
  });
});
