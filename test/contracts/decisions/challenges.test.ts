import { expect } from 'chai';
import { courtDoors } from '../city.fixture.ts';
import { ethers, networkHelpers } from '../network.fixture.ts';
import {
  type DecisionCity,
  deployDecisions,
  type Ledger,
  ledgerOf,
  otherRoot,
  outcome,
  text,
  window,
} from './decisions.fixture.ts';

const better = ethers.id('a better sample');

describe('DecisionLedger: what the court does', () => {
  let city: DecisionCity;
  let ledger: Ledger;
  let id: bigint;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(deployDecisions);
    ledger = ledgerOf(city);
    id = await ledger.request();
    await ledger.record(id);
  });

  const court = (name: string, ...args: unknown[]) => ledger.send(city.court, name, id, ...args);
  const beat = (energy = -6, sampleHash = better) => court('beat', sampleHash, energy, city.citizen.address);

  it('nobody else does', async () => {
    const args: Record<string, unknown[]> = { beat: [better, -6, city.citizen.address], strike: [text('energy')] };
    for (const name of courtDoors) {
      for (const person of [city.admin, city.agency, city.guardian, city.committee, city.citizen]) {
        const attempt = ledger.send(person, name, id, ...(args[name] ?? []));
        await ledger.refuses(attempt, 'AccessManagedUnauthorized', person.address);
      }
    }
  });

  it('a decision waits for its challenge, and becomes final at once when the window is over', async () => {
    await ledger.emits(court('suspendForChallenge'), 'DecisionSuspended', id);
    await expect(court('suspendForChallenge')).not.to.emit(city.ledger, 'DecisionSuspended');
    await networkHelpers.time.increase(2 * window);
    await ledger.refuses(ledger.send(city.stranger, 'finalize', id), 'LedgerWrongState', id, 3);
    await ledger.emits(court('resumeFromChallenge'), 'DecisionResumed', id);
    await ledger.emits(ledger.send(city.stranger, 'finalize', id), 'DecisionFinalized', id);
  });

  it('a better sample stands, and nothing else of the answer changes', async () => {
    await court('suspendForChallenge');
    await ledger.emits(beat(), 'DecisionBeaten', id, city.citizen.address, better, -6);
    await beat(-9, otherRoot);
    await court('resumeFromChallenge');
    const kept = (await ledger.decision(id)).outcome.toObject();
    expect(kept).to.deep.equal({ ...outcome, sampleHash: otherRoot, energy: -9n });
  });

  it('a sample is better by a lower energy, and not below the recorded bound', async () => {
    await court('suspendForChallenge');
    for (const energy of [-5, 0]) await ledger.refuses(beat(energy), 'LedgerNotBetter', energy, -5);
    await ledger.refuses(beat(-10), 'LedgerBoundAboveEnergy', -9, -10);
    await ledger.refuses(beat(-6, ethers.ZeroHash), 'LedgerZeroValue', text('sampleHash'));
  });

  it('an answer is struck for a cause, whether challenged or not', async () => {
    await ledger.refuses(court('strike', ethers.ZeroHash), 'LedgerZeroValue', text('cause'));
    await ledger.emits(court('strike', text('energy')), 'DecisionStruck', id, text('energy'));
    await expect(court('resumeFromChallenge')).not.to.emit(city.ledger, 'DecisionResumed');
    expect(await ledger.stateOf(id)).to.equal('STRUCK');
  });

  describe('under a mandate', () => {
    beforeEach(async () => {
      id = await ledger.requestUnder(await ledger.grantMandate());
      await ledger.record(id);
    });

    const waitForWindow = async () => networkHelpers.time.increaseTo((await ledger.decision(id)).challengeUntil);

    it('a decision stays in effect while it is challenged, and may be beaten', async () => {
      await ledger.refuses(beat(), 'LedgerWrongState', id, 7);
      await ledger.emits(court('suspendForChallenge'), 'DecisionSuspended', id);
      await expect(court('suspendForChallenge')).not.to.emit(city.ledger, 'DecisionSuspended');
      await waitForWindow();
      await ledger.emits(beat(), 'DecisionBeaten', id, city.citizen.address, better, -6);
      await ledger.emits(court('resumeFromChallenge'), 'DecisionResumed', id);
      expect(await ledger.stateOf(id)).to.equal('ENACTED');
      await ledger.refuses(beat(-7), 'LedgerWrongState', id, 7);
    });

    it('a decision is struck while its window or a challenge is open, and not after', async () => {
      const snapshot = await networkHelpers.takeSnapshot();
      await court('suspendForChallenge');
      await waitForWindow();
      await ledger.emits(court('strike', text('energy')), 'DecisionStruck', id, text('energy'));
      await snapshot.restore();
      await waitForWindow();
      await ledger.refuses(court('strike', text('energy')), 'LedgerWrongState', id, 7);
      await ledger.refuses(court('suspendForChallenge'), 'LedgerWrongState', id, 7);
    });

    it('a decision that was stopped stays stopped when its challenge ends', async () => {
      await court('suspendForChallenge');
      await ledger.send(city.guardian, 'stop', id);
      await expect(court('resumeFromChallenge')).not.to.emit(city.ledger, 'DecisionResumed');
      expect(await ledger.stateOf(id)).to.equal('STOPPED');
    });
  });
});
