import { expect } from 'chai';
import { as, type City, deployCity, minimumWindow, type Person } from '../city.fixture.ts';
import { ethers, method, networkHelpers, now } from '../network.fixture.ts';

const states = { requested: 1n, recorded: 2n, final: 6n, expired: 10n };
const latest = 2 ** 48 - 1;
const outcome = {
  report: ethers.id('report'),
  modelRoot: ethers.id('root'),
  sampleHash: ethers.id('sample'),
  energy: -5n,
  bound: -9n,
};

describe('DecisionLedger', () => {
  let city: City;
  let recordBy: number;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(deployCity);
    recordBy = (await now()) + 1000;
  });

  const text = ethers.encodeBytes32String;
  const terms = () => ({
    kind: text('routes'),
    ...question,
    isRestricted: true,
    recordBy,
    challengeWindow: minimumWindow,
    committee: city.committee.address,
  });
  const send = (person: Person, name: string, ...args: unknown[]) => method(as(city.ledger, person), name)(...args);
  const request = (changes = {}, person = city.agency) => send(person, 'request', { ...terms(), ...changes });
  const question = { problem: ethers.id('problem'), snapshot: ethers.id('snapshot') };
  const record = (id = 1, changes = {}, person = city.committee, { problem, snapshot } = question) =>
    send(person, 'record', id, problem, snapshot, { ...outcome, ...changes });
  const decision = (id = 1) => method(city.ledger, 'decision')(id);
  const refuses = (attempt: Promise<unknown>, error: string, ...args: unknown[]) =>
    expect(attempt)
      .to.be.revertedWithCustomError(city.ledger, error)
      .withArgs(...args);
  const moveTo = (timestamp: number) => networkHelpers.time.setNextBlockTimestamp(timestamp);

  describe('request', () => {
    it('opens a decision under the next id', async () => {
      for (const id of [1n, 2n]) {
        await expect(request())
          .to.emit(city.ledger, 'DecisionRequested')
          .withArgs(id, city.agency.address, Object.values(terms()));
        expect(await method(city.ledger, 'decisionCount')()).to.equal(id);
      }
      const entry = await decision(2);
      expect(entry.terms.toObject()).to.deep.equal({
        ...terms(),
        recordBy: BigInt(recordBy),
        challengeWindow: BigInt(minimumWindow),
      });
      expect([entry.agency, entry.state]).to.deep.equal([city.agency.address, states.requested]);
      expect(entry.requestedAt).to.equal(BigInt(await now()));
      expect([entry.recordedAt, entry.challengeUntil, entry.outcome.report]).to.deep.equal([0n, 0n, ethers.ZeroHash]);
    });

    it('refuses a caller without the role', async () => {
      await refuses(request({}, city.stranger), 'AccessManagedUnauthorized', city.stranger.address);
    });

    it('refuses an agency that is suspended or not enrolled, role or not', async () => {
      await method(city.manager, 'grantRole')(1, city.stranger.address, 0);
      await refuses(request({}, city.stranger), 'LedgerAgencyNotActive', city.stranger.address);
      await method(as(city.registry, city.guardian), 'suspend')(city.agency.address);
      await refuses(request(), 'LedgerAgencyNotActive', city.agency.address);
    });

    it('refuses a committee that is no active operator', async () => {
      for (const committee of [ethers.ZeroAddress, city.agency.address, city.stranger.address]) {
        await refuses(request({ committee }), 'LedgerCommitteeNotActive', committee);
      }
      await method(as(city.registry, city.guardian), 'suspend')(city.committee.address);
      await refuses(request(), 'LedgerCommitteeNotActive', city.committee.address);
    });

    it('refuses empty fields by name', async () => {
      for (const field of ['kind', 'problem', 'snapshot']) {
        await refuses(request({ [field]: ethers.ZeroHash }), 'LedgerZeroValue', text(field));
      }
    });

    it('refuses a deadline that is not in the future', async () => {
      const soon = (await now()) + 10;
      await moveTo(soon);
      await refuses(request({ recordBy: soon }), 'LedgerDeadlineTooSoon', soon);
      await moveTo(soon + 1);
      await expect(request({ recordBy: soon + 2 })).to.emit(city.ledger, 'DecisionRequested');
    });

    it('refuses a window under the minimum, or beyond the end of time', async () => {
      const short = minimumWindow - 1;
      await refuses(request({ challengeWindow: short }), 'LedgerWindowTooShort', short, minimumWindow);
      const longest = latest - recordBy;
      await refuses(request({ challengeWindow: longest + 1 }), 'LedgerWindowTooLong', longest + 1, longest);
      await expect(request({ challengeWindow: longest })).to.emit(city.ledger, 'DecisionRequested');
      await moveTo(recordBy);
      await expect(record()).to.emit(city.ledger, 'DecisionRecorded');
      expect((await decision()).challengeUntil).to.equal(BigInt(latest));
    });
  });

  describe('record', () => {
    beforeEach(async () => {
      await request();
    });

    it('stores what the committee answers, and opens the challenge window', async () => {
      const recordedAt = (await now()) + 10;
      await moveTo(recordedAt);
      await expect(record())
        .to.emit(city.ledger, 'DecisionRecorded')
        .withArgs(1n, city.committee.address, Object.values(outcome), recordedAt + minimumWindow);
      const entry = await decision();
      expect(entry.state).to.equal(states.recorded);
      expect(entry.outcome.toObject()).to.deep.equal(outcome);
      expect([entry.recordedAt, entry.challengeUntil]).to.deep.equal([
        BigInt(recordedAt),
        BigInt(recordedAt + minimumWindow),
      ]);
    });

    it('refuses anybody but the committee', async () => {
      for (const person of [city.agency, city.admin, city.stranger]) {
        await refuses(record(1, {}, person), 'LedgerNotCommittee', 1n, person.address);
      }
    });

    it('refuses an unknown request', async () => {
      for (const id of [0, 2]) await refuses(record(id), 'LedgerUnknownDecision', id);
    });

    it('refuses the answer to another problem or on another snapshot, and keeps nothing of it', async () => {
      await request({ problem: ethers.id('another') });
      for (const [field, value] of [
        ['problem', ethers.id('another')],
        ['problem', ethers.ZeroHash],
        ['snapshot', ethers.id('another')],
        ['snapshot', question.problem],
      ]) {
        const other = { ...question, [String(field)]: String(value) };
        await refuses(record(1, {}, city.committee, other), 'LedgerOtherQuestion', 1n);
      }
      const swapped = { problem: question.snapshot, snapshot: question.problem };
      await refuses(record(1, {}, city.committee, swapped), 'LedgerOtherQuestion', 1n);
      await refuses(record(2), 'LedgerOtherQuestion', 2n);
      for (const id of [1, 2]) {
        const { state, recordedAt, challengeUntil, outcome: kept } = await decision(id);
        expect([state, recordedAt, challengeUntil, kept.report]).to.deep.equal([
          states.requested,
          0n,
          0n,
          ethers.ZeroHash,
        ]);
      }
      await expect(record()).to.emit(city.ledger, 'DecisionRecorded');
    });

    it('refuses a second record', async () => {
      await record();
      await refuses(record(1, { energy: -6n }), 'LedgerWrongState', 1n, states.recorded);
    });

    it('accepts at the deadline, and not a second later', async () => {
      await moveTo(recordBy + 1);
      await refuses(record(), 'LedgerTooLate', 1n, recordBy);
    });

    it('accepts at the very deadline', async () => {
      await moveTo(recordBy);
      await expect(record()).to.emit(city.ledger, 'DecisionRecorded');
    });

    it('refuses a committee suspended since', async () => {
      await method(as(city.registry, city.guardian), 'suspend')(city.committee.address);
      await refuses(record(), 'LedgerCommitteeNotActive', city.committee.address);
    });

    it('refuses empty fields by name', async () => {
      for (const field of ['report', 'modelRoot', 'sampleHash']) {
        await refuses(record(1, { [field]: ethers.ZeroHash }), 'LedgerZeroValue', text(field));
      }
    });

    it('refuses a lower bound above the energy, and accepts one that meets it', async () => {
      await refuses(record(1, { bound: -4n }), 'LedgerBoundAboveEnergy', -4n, -5n);
      await expect(record(1, { bound: -5n })).to.emit(city.ledger, 'DecisionRecorded');
    });
  });

  describe('finalize', () => {
    beforeEach(async () => {
      await request();
    });

    it('makes a record final by anybody once the window has passed', async () => {
      await record();
      const { challengeUntil } = await decision();
      await moveTo(Number(challengeUntil) - 1);
      await refuses(send(city.stranger, 'finalize', 1), 'LedgerTooEarly', 1n, challengeUntil);
      await moveTo(Number(challengeUntil));
      await expect(send(city.stranger, 'finalize', 1))
        .to.emit(city.ledger, 'DecisionFinalized')
        .withArgs(1n);
      expect((await decision()).state).to.equal(states.final);
    });

    it('refuses what is unknown, not recorded, or final already', async () => {
      await refuses(send(city.stranger, 'finalize', 2), 'LedgerUnknownDecision', 2n);
      await refuses(send(city.stranger, 'finalize', 1), 'LedgerWrongState', 1n, states.requested);
      await record();
      await moveTo((await now()) + minimumWindow + 5);
      await send(city.stranger, 'finalize', 1);
      await refuses(send(city.stranger, 'finalize', 1), 'LedgerWrongState', 1n, states.final);
      await refuses(record(), 'LedgerWrongState', 1n, states.final);
      await refuses(send(city.stranger, 'expire', 1), 'LedgerWrongState', 1n, states.final);
    });
  });

  describe('expire', () => {
    beforeEach(async () => {
      await request();
    });

    it('closes a request by anybody after its deadline', async () => {
      await moveTo(recordBy);
      await refuses(send(city.stranger, 'expire', 1), 'LedgerTooEarly', 1n, recordBy + 1);
      await moveTo(recordBy + 1);
      await expect(send(city.stranger, 'expire', 1))
        .to.emit(city.ledger, 'DecisionExpired')
        .withArgs(1n);
      expect((await decision()).state).to.equal(states.expired);
    });

    it('refuses what is unknown, recorded, or expired already', async () => {
      await request();
      await record(2);
      await moveTo(recordBy + 1);
      await refuses(send(city.stranger, 'expire', 3), 'LedgerUnknownDecision', 3n);
      await refuses(send(city.stranger, 'expire', 2), 'LedgerWrongState', 2n, states.recorded);
      await send(city.stranger, 'expire', 1);
      await refuses(send(city.stranger, 'expire', 1), 'LedgerWrongState', 1n, states.expired);
      await refuses(record(), 'LedgerWrongState', 1n, states.expired);
      await refuses(send(city.stranger, 'finalize', 1), 'LedgerWrongState', 1n, states.expired);
    });
  });

  it('keeps a decision in the slots that proofs read', async () => {
    await request();
    await record();
    const entry = await decision();
    const start = BigInt(ethers.keccak256(ethers.zeroPadValue('0x01', 32) + ethers.zeroPadValue('0x01', 32).slice(2)));
    const slots: bigint[] = [];
    for (let i = 0n; i < 12n; i += 1n) {
      slots.push(BigInt(await ethers.provider.getStorage(city.ledger, start + i)));
    }
    const { kind, problem, snapshot, committee } = terms();
    expect(slots).to.deep.equal([
      ...[kind, problem, snapshot].map(BigInt),
      1n | (BigInt(recordBy) << 8n) | (BigInt(minimumWindow) << 56n),
      BigInt(committee),
      BigInt(city.agency.address) | (entry.requestedAt << 160n) | (entry.recordedAt << 208n),
      entry.challengeUntil | (states.recorded << 48n),
      ...[outcome.report, outcome.modelRoot, outcome.sampleHash].map(BigInt),
      ...[outcome.energy, outcome.bound].map((value) => BigInt.asUintN(256, value)),
    ]);
    expect(BigInt(await ethers.provider.getStorage(city.ledger, 2))).to.equal(1n);
    expect(BigInt(await ethers.provider.getStorage(city.ledger, 3))).to.equal(BigInt(minimumWindow));
  });

  it('shows no decision that was never requested', async () => {
    for (const id of [0, 1]) await refuses(decision(id), 'LedgerUnknownDecision', id);
  });

  it('lets the administration alone set the minimum window, for requests to come', async () => {
    await request();
    await refuses(send(city.agency, 'setMinimumWindow', 5), 'AccessManagedUnauthorized', city.agency.address);
    await expect(send(city.admin, 'setMinimumWindow', 90))
      .to.emit(city.ledger, 'MinimumWindowSet')
      .withArgs(90);
    expect(await method(city.ledger, 'minimumWindow')()).to.equal(90n);
    await refuses(request(), 'LedgerWindowTooShort', minimumWindow, 90);
    await expect(record()).to.emit(city.ledger, 'DecisionRecorded');
  });
});
