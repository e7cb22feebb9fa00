import { expect } from 'chai';
import { ethers, method, networkHelpers, now } from '../network.fixture.ts';
import {
  type DecisionCity,
  deployDecisions,
  type Ledger,
  ledgerOf,
  mandate,
  text,
  window,
} from './decisions.fixture.ts';

const area = text('sioux-falls');

describe('DecisionLedger: standing mandates', () => {
  let city: DecisionCity;
  let ledger: Ledger;
  let mandateId: bigint;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(deployDecisions);
    ledger = ledgerOf(city);
    mandateId = await ledger.grantMandate();
  });

  const ask = async (changes: { person?: typeof city.agency; kind?: string; area?: string; change?: number } = {}) => {
    const terms = await ledger.terms(changes.kind === undefined ? {} : { kind: changes.kind });
    const args = [terms, mandateId, changes.area ?? area, changes.change ?? 300];
    return ledger.send(changes.person ?? city.agency, 'requestUnderMandate', ...args);
  };

  it('are granted and revoked by a vote alone', async () => {
    const terms = mandate(city, (await now()) + 1000);
    for (const person of [city.agency, city.guardian, city.registrar, city.stranger]) {
      const unauthorized = ['AccessManagedUnauthorized', person.address] as const;
      await ledger.refuses(ledger.send(person, 'grantMandate', terms), ...unauthorized);
      await ledger.refuses(ledger.send(person, 'revokeMandate', mandateId), ...unauthorized);
    }
    await ledger.emits(
      ledger.send(city.admin, 'grantMandate', terms),
      'MandateGranted',
      2n,
      city.agency.address,
      Object.values(terms),
    );
    expect((await method(city.ledger, 'mandateById')(2n)).mandate.toObject()).to.deep.equal({
      ...terms,
      largestChange: 300n,
      until: BigInt(terms.until),
      perDay: 2n,
    });
    await ledger.emits(ledger.send(city.admin, 'revokeMandate', 2n), 'MandateRevoked', 2n);
    await ledger.refuses(ledger.send(city.admin, 'revokeMandate', 2n), 'LedgerMandateRevoked', 2n);
    for (const unknown of [0n, 3n]) {
      await ledger.refuses(ledger.send(city.admin, 'revokeMandate', unknown), 'LedgerUnknownMandate', unknown);
      await ledger.refuses(method(city.ledger, 'mandateById')(unknown), 'LedgerUnknownMandate', unknown);
    }
  });

  it('have every limit set', async () => {
    const terms = mandate(city, (await now()) + 1000);
    const empty = { kind: ethers.ZeroHash, area: ethers.ZeroHash, agency: ethers.ZeroAddress };
    for (const [field, value] of Object.entries({ ...empty, largestChange: 0, perDay: 0 })) {
      const attempt = ledger.send(city.admin, 'grantMandate', { ...terms, [field]: value });
      await ledger.refuses(attempt, 'LedgerZeroValue', text(field));
    }
    const past = await now();
    const attempt = ledger.send(city.admin, 'grantMandate', { ...terms, until: past });
    await ledger.refuses(attempt, 'LedgerMandateEnded', 2n, past);
  });

  it('let a decision within their limits take effect as soon as it is recorded', async () => {
    await ledger.emits(ask(), 'DecisionRequestedUnderMandate', 1n, mandateId, area, 300);
    expect(await method(city.ledger, 'mandateOf')(1n)).to.equal(mandateId);
    const recorded = ledger.record(1n);
    await ledger.emits(recorded, 'DecisionEnacted', 1n, city.agency.address);
    await expect(recorded).to.emit(city.ledger, 'DecisionRecorded');
    expect(await ledger.stateOf(1n)).to.equal('ENACTED');
    const { recordedAt, challengeUntil } = await ledger.decision(1n);
    expect(challengeUntil).to.equal(recordedAt + BigInt(window));
  });

  it('are nobody’s but their agency’s', async () => {
    const { address } = city.otherAgency;
    await ledger.refuses(ask({ person: city.otherAgency }), 'LedgerMandateOtherAgency', mandateId, address);
    await ledger.refuses(ask({ person: city.stranger }), 'AccessManagedUnauthorized', city.stranger.address);
  });

  it('are for one kind, one area and changes up to the largest', async () => {
    await ledger.refuses(ask({ kind: text('power') }), 'LedgerMandateOtherKind', mandateId, text('power'));
    await ledger.refuses(ask({ area: text('elsewhere') }), 'LedgerMandateOtherArea', mandateId, text('elsewhere'));
    await ledger.refuses(ask({ change: 301 }), 'LedgerMandateChangeTooLarge', mandateId, 301, 300);
    await expect(ask({ change: 300 })).to.emit(city.ledger, 'DecisionRequested');
  });

  it('end at their time', async () => {
    const { until } = (await method(city.ledger, 'mandateById')(mandateId)).mandate;
    const late = await ledger.terms({ recordBy: Number(until) + 100 });
    const askLate = () => ledger.send(city.agency, 'requestUnderMandate', late, mandateId, area, 1);
    await networkHelpers.time.setNextBlockTimestamp(until - 1n);
    await expect(askLate()).to.emit(city.ledger, 'DecisionRequested');
    await networkHelpers.time.setNextBlockTimestamp(until);
    await ledger.refuses(askLate(), 'LedgerMandateEnded', mandateId, until);
    await ledger.record(1n);
    expect(await ledger.stateOf(1n)).to.equal('RECORDED');
  });

  it('allow so many a day, and as many again on the next', async () => {
    const tomorrow = (Math.floor((await now()) / 86_400) + 1) * 86_400;
    mandateId = await ledger.grantMandate({ until: tomorrow + 86_400 });
    await networkHelpers.time.increaseTo(tomorrow);
    await ask();
    await ask();
    await ledger.refuses(ask(), 'LedgerMandateUsedUp', mandateId, 2);
    expect((await method(city.ledger, 'mandateById')(mandateId)).usedToday).to.equal(2n);
    const id = await ledger.grantMandate({ until: tomorrow + 3 * 86_400, perDay: 1 });
    mandateId = id;
    await ask();
    await networkHelpers.time.increaseTo(tomorrow + 86_400);
    expect((await method(city.ledger, 'mandateById')(id)).usedToday).to.equal(0n);
    await ask();
    await ledger.refuses(ask(), 'LedgerMandateUsedUp', id, 1);
  });

  it('once revoked take no request and put nothing into effect', async () => {
    await ask();
    await ledger.send(city.admin, 'revokeMandate', mandateId);
    await ledger.refuses(ask(), 'LedgerMandateRevoked', mandateId);
    await ledger.record(1n);
    expect(await ledger.stateOf(1n)).to.equal('RECORDED');
  });

  it('do not spare a request the rules of every request', async () => {
    const terms = await ledger.terms({ challengeWindow: 1 });
    const attempt = ledger.send(city.agency, 'requestUnderMandate', terms, mandateId, area, 1);
    await ledger.refuses(attempt, 'LedgerWindowTooShort', 1, 60);
    expect((await method(city.ledger, 'mandateById')(mandateId)).usedToday).to.equal(0n);
  });

  it('that nobody granted give nothing', async () => {
    const terms = await ledger.terms();
    const attempt = ledger.send(city.agency, 'requestUnderMandate', terms, 9, area, 1);
    await ledger.refuses(attempt, 'LedgerUnknownMandate', 9);
  });
});
