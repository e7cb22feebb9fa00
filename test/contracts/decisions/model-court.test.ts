import { expect } from 'chai';
import { caseStates } from '../../../node/protocol/court/court-abi.ts';
import { sampleHash } from '../../../node/protocol/sample.ts';
import { as, type City, courtWindows, minimumWindow, noProfile, type Person } from '../city.fixture.ts';
import { ethers, method, networkHelpers, now } from '../network.fixture.ts';
import {
  best,
  boundedCity,
  brokenCity,
  challenge,
  chunks,
  commit,
  decisionOf,
  energyOf,
  middle,
  recordedCity,
  reveal,
  salt,
  sampleOf,
  score,
  states,
  store,
  strikingCity,
  toCourt,
  weak,
} from './court.fixture.ts';

describe('ModelCourt', () => {
  let city: City;
  let citizen: Person;

  const begin = async (founding: () => Promise<City>) => {
    city = await networkHelpers.loadFixture(founding);
    citizen = city.citizen;
  };
  const refuses = (attempt: Promise<unknown>, error: string, ...args: unknown[]) =>
    expect(attempt)
      .to.be.revertedWithCustomError(city.modelCourt, error)
      .withArgs(...args);
  const stateOf = async (id: number) => caseStates[Number((await method(city.modelCourt, 'courtCase')(id)).state)];

  describe('with a weak answer recorded', () => {
    beforeEach(() => begin(recordedCity));

    it('lets a better sample stand, with credit, and the decision become final', async () => {
      await commit(city, citizen, best);
      expect((await decisionOf(city)).state).to.equal(states.challenged);
      await store(city, best);
      await store(city, weak);
      await reveal(city, citizen, 1, best);
      await expect(score(city, 1))
        .to.emit(city.modelCourt, 'ClaimUpheld')
        .withArgs(1, 1, citizen.address)
        .and.to.emit(city.modelCourt, 'StandingConfirmed')
        .withArgs(1, 1)
        .and.to.emit(city.ledger, 'DecisionBeaten')
        .withArgs(1, citizen.address, sampleHash(best), energyOf(best));
      const { state, outcome } = await decisionOf(city);
      expect([state, outcome.sampleHash, outcome.energy]).to.deep.equal([states.recorded, sampleHash(best), -4n]);
      expect(await method(city.modelCourt, 'isConfirmed')(1, sampleHash(best), -4)).to.equal(true);
      await networkHelpers.time.increase(minimumWindow);
      await method(as(city.ledger, city.stranger), 'finalize')(1);
      expect((await decisionOf(city)).state).to.equal(states.final);
    });

    it('judges without the standing sample where nobody supplies it', async () => {
      await expect(challenge(city, citizen, 1, best)).to.emit(city.modelCourt, 'ClaimUpheld');
    });

    it('goes on where another transaction left it, and by whoever', async () => {
      await commit(city, citizen, best);
      await store(city, best);
      await reveal(city, citizen, 1, best);
      for (const chunk of chunks) await score(city, 1, [chunk]);
      expect(await stateOf(1)).to.equal('UPHELD');
    });

    it('bars the account of a refuted claim, and lets the old sample stand', async () => {
      await expect(challenge(city, citizen, 1, middle, -9n))
        .to.emit(city.modelCourt, 'ClaimRefuted')
        .withArgs(1, -3, false);
      expect((await decisionOf(city)).outcome.energy).to.equal(-1n);
      expect((await decisionOf(city)).state).to.equal(states.recorded);
      await refuses(commit(city, citizen, best), 'CourtBarred', 1, citizen.address);
      await expect(challenge(city, city.agency, 2, best)).to.emit(city.modelCourt, 'ClaimUpheld');
    });

    it('refutes a sample that breaks a rule or has another length', async () => {
      await expect(challenge(city, citizen, 1, sampleOf(1, 1, 1), -2n))
        .to.emit(city.modelCourt, 'ClaimRefuted')
        .withArgs(1, -2, true);
      await expect(challenge(city, city.agency, 2, sampleOf(1, 0, 1, 1), -4n)).to.emit(city.modelCourt, 'ClaimRefuted');
      await expect(challenge(city, city.committee, 3, new Uint8Array(2), -4n)).to.emit(city.modelCourt, 'ClaimRefuted');
    });

    it('keeps the better of two claims, whatever comes first', async () => {
      await commit(city, citizen, middle);
      await commit(city, city.agency, best);
      for (const sample of [middle, best]) await store(city, sample);
      await reveal(city, citizen, 1, middle);
      await reveal(city, city.agency, 2, best);
      await expect(score(city, 2)).to.emit(city.modelCourt, 'ClaimUpheld');
      expect((await decisionOf(city)).state).to.equal(states.challenged);
      await expect(score(city, 1)).to.emit(city.modelCourt, 'ClaimSuperseded').withArgs(1);
      const { state, outcome } = await decisionOf(city);
      expect([state, outcome.energy]).to.deep.equal([states.recorded, -4n]);
      await refuses(
        commit(city, citizen, best).then(() => reveal(city, citizen, 3, best)),
        'CourtNotBetter',
        -4,
        -4,
      );
    });

    it('gives the credit to who committed first, when a sample is copied from its reveal', async () => {
      await commit(city, citizen, best);
      await store(city, best);
      await reveal(city, citizen, 1, best);
      await commit(city, city.agency, best);
      await reveal(city, city.agency, 2, best);
      await expect(score(city, 2)).to.emit(city.modelCourt, 'ClaimUpheld').withArgs(2, 1, citizen.address);
      await expect(score(city, 1)).to.emit(city.modelCourt, 'ClaimSuperseded');
    });

    it('has no use for a copied commitment', async () => {
      await commit(city, citizen, best);
      const { commitment } = await method(city.modelCourt, 'courtCase')(1);
      await toCourt(city, city.agency, 'commit', 1, commitment);
      await store(city, best);
      await expect(reveal(city, city.agency, 2, best)).to.be.revertedWithCustomError(
        city.modelCourt,
        'CourtOtherCommitment',
      );
      await refuses(reveal(city, city.agency, 1, best), 'CourtWrongCase', 1, 1, citizen.address);
    });

    it('refuses a claim of strangers, about nothing, without a commitment, or one too many', async () => {
      await refuses(commit(city, city.stranger, best), 'CourtNotEnrolled', city.stranger.address);
      await refuses(toCourt(city, citizen, 'commit', 1, ethers.ZeroHash), 'CourtZeroCommitment');
      await expect(toCourt(city, citizen, 'commit', 2, ethers.id('x'))).to.be.revertedWithCustomError(
        city.ledger,
        'LedgerUnknownDecision',
      );
      for (let claim = 0; claim < 3; claim++) await commit(city, citizen, best);
      await refuses(commit(city, citizen, best), 'CourtTooManyClaims', citizen.address, 3);
      await networkHelpers.time.increase(minimumWindow);
      const { challengeUntil } = await decisionOf(city);
      await refuses(commit(city, city.agency, best), 'CourtWindowClosed', 1, challengeUntil);
    });

    it('refuses a reveal without commit, of something else, of no better energy, or without the sample', async () => {
      await refuses(reveal(city, citizen, 1, best), 'CourtWrongCase', 1, 0, ethers.ZeroAddress);
      await commit(city, citizen, best);
      await refuses(reveal(city, citizen, 1, best), 'ScorerSampleUnknown', sampleHash(best));
      await store(city, best);
      await expect(reveal(city, citizen, 1, best, -5n)).to.be.revertedWithCustomError(
        city.modelCourt,
        'CourtOtherCommitment',
      );
      await commit(city, citizen, weak);
      await store(city, weak);
      await refuses(reveal(city, citizen, 2, weak), 'CourtNotBetter', -1, -1);
      expect(await stateOf(1)).to.equal('COMMITTED');
    });

    it('refuses a reveal in the block of its commit', async () => {
      await store(city, best);
      await ethers.provider.send('evm_setAutomine', [false]);
      await commit(city, citizen, best);
      const early = await toCourt(city, citizen, 'reveal', 1, sampleHash(best), -4, salt, { gasLimit: 1_000_000 });
      await ethers.provider.send('evm_setAutomine', [true]);
      await networkHelpers.mine();
      expect((await ethers.provider.getTransactionReceipt(early.hash))?.status).to.equal(0);
      expect(await stateOf(1)).to.equal('COMMITTED');
    });

    it('lets nobody hold a decision open for ever', async () => {
      await commit(city, citizen, best);
      await commit(city, city.agency, best);
      await store(city, best);
      await reveal(city, city.agency, 2, best);
      const { deadline } = await method(city.modelCourt, 'courtCase')(1);
      await refuses(toCourt(city, city.stranger, 'lapse', 1), 'CourtDeadline', 1, deadline);
      await networkHelpers.time.increase(courtWindows[0] + courtWindows[1]);
      await refuses(reveal(city, citizen, 1, best), 'CourtDeadline', 1, deadline);
      const late = (await method(city.modelCourt, 'courtCase')(2)).deadline;
      await refuses(score(city, 2), 'CourtDeadline', 2, late);
      for (const id of [1, 2]) {
        await expect(toCourt(city, city.stranger, 'lapse', id))
          .to.emit(city.modelCourt, 'ClaimLapsed')
          .withArgs(id);
      }
      await refuses(toCourt(city, city.stranger, 'lapse', 1), 'CourtWrongCase', 1, 6, citizen.address);
      expect((await decisionOf(city)).state).to.equal(states.recorded);
      await method(as(city.ledger, city.stranger), 'finalize')(1);
    });

    it('confirms a true answer when it is doubted, once', async () => {
      await expect(toCourt(city, citizen, 'doubt', 1)).to.be.revertedWithCustomError(
        city.modelCourt,
        'ScorerSampleUnknown',
      );
      await store(city, weak);
      await refuses(toCourt(city, city.stranger, 'doubt', 1), 'CourtNotEnrolled', city.stranger.address);
      await toCourt(city, citizen, 'doubt', 1);
      await expect(score(city, 1)).to.emit(city.modelCourt, 'StandingConfirmed').withArgs(1, 1);
      expect(await stateOf(1)).to.equal('CONFIRMED');
      await refuses(toCourt(city, citizen, 'doubt', 1), 'CourtAlreadyConfirmed', 1);
      await refuses(score(city, 1), 'CourtWrongCase', 1, 7, citizen.address);
      await refuses(toCourt(city, citizen, 'lapse', 1), 'CourtWrongCase', 1, 7, citizen.address);
    });

    it('takes no part of a participant that is suspended', async () => {
      await method(as(city.registry, city.guardian), 'suspend')(citizen.address);
      await refuses(commit(city, citizen, best), 'CourtNotEnrolled', citizen.address);
      await method(as(city.registry, city.stranger), 'enrolSelf')(noProfile);
      await commit(city, city.stranger, best);
      expect(await now()).to.be.greaterThan(0);
    });
  });

  for (const [name, founding, cause, energy, isBroken] of [
    ['a misstated energy', strikingCity, 'energy misstated', -1n, false],
    ['a broken constraint', brokenCity, 'constraint broken', -2n, true],
  ] as const) {
    it(`strikes ${name}, also when the decision is final`, async () => {
      await begin(founding);
      await networkHelpers.time.increase(minimumWindow);
      await method(as(city.ledger, city.stranger), 'finalize')(1);
      await store(city, isBroken ? sampleOf(1, 1, 1) : weak);
      await toCourt(city, citizen, 'doubt', 1);
      await expect(score(city, 1))
        .to.emit(city.modelCourt, 'StandingRefuted')
        .withArgs(1, 1, energy, isBroken)
        .and.to.emit(city.ledger, 'DecisionStruck')
        .withArgs(1, ethers.encodeBytes32String(cause));
      expect((await decisionOf(city)).state).to.equal(states.struck);
      expect(await stateOf(1)).to.equal('UPHELD');
    });
  }

  it('strikes instead of improving an answer that was misstated', async () => {
    await begin(strikingCity);
    await store(city, weak);
    await expect(challenge(city, citizen, 1, best)).to.emit(city.modelCourt, 'ClaimSuperseded');
    expect((await decisionOf(city)).state).to.equal(states.struck);
    expect(await method(city.modelCourt, 'openClaims')(1)).to.equal(0n);
  });

  it('strikes a bound that a better sample refutes', async () => {
    await begin(boundedCity);
    await expect(challenge(city, citizen, 1, best))
      .to.emit(city.ledger, 'DecisionStruck')
      .withArgs(1, ethers.encodeBytes32String('bound refuted'));
    expect(await stateOf(1)).to.equal('UPHELD');
  });
});
