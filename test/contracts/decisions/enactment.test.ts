import { expect } from 'chai';
import { reasons } from '../../../node/protocol/policy/reasons.ts';
import { as } from '../city.fixture.ts';
import { method, networkHelpers } from '../network.fixture.ts';
import { type DecisionCity, deployDecisions, type Ledger, ledgerOf, publishEnactPolicy } from './decisions.fixture.ts';

describe('DecisionLedger: what becomes of a final answer', () => {
  let city: DecisionCity;
  let ledger: Ledger;
  let id: bigint;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(deployDecisions);
    ledger = ledgerOf(city);
    id = await ledger.request();
    await ledger.record(id);
    await ledger.finalize(id);
  });

  for (const [name, event, state] of [
    ['enact', 'DecisionEnacted', 'ENACTED'],
    ['decline', 'DecisionDeclined', 'DECLINED'],
  ] as const) {
    it(`${name}: by a vote, whatever the policies say`, async () => {
      await publishEnactPolicy(city, 'prohibition');
      await ledger.emits(ledger.send(city.admin, name, id), event, id, city.admin.address);
      expect(await ledger.stateOf(id)).to.equal(state);
    });

    it(`${name}: by the agency that asked, only where a policy permits`, async () => {
      await ledger.refuses(ledger.send(city.agency, name, id), 'LedgerVoteNeeded', id, reasons.indexOf('NO_POLICY'));
      await publishEnactPolicy(city);
      const other = await ledger.request({ kind: `0x66${'00'.repeat(31)}` });
      await ledger.record(other);
      await ledger.finalize(other);
      await ledger.refuses(
        ledger.send(city.agency, name, other),
        'LedgerVoteNeeded',
        other,
        reasons.indexOf('NO_POLICY'),
      );
      await ledger.emits(ledger.send(city.agency, name, id), event, id, city.agency.address);
      expect(await ledger.stateOf(id)).to.equal(state);
    });

    it(`${name}: not by an agency that is suspended, or that policies forbid it`, async () => {
      await publishEnactPolicy(city);
      await method(as(city.registry, city.guardian), 'suspend')(city.agency.address);
      await ledger.refuses(ledger.send(city.agency, name, id), 'LedgerVoteNeeded', id, reasons.indexOf('SUSPENDED'));
      await method(as(city.registry, city.guardian), 'reinstate')(city.agency.address);
      await publishEnactPolicy(city, 'prohibition');
      await ledger.refuses(ledger.send(city.agency, name, id), 'LedgerVoteNeeded', id, reasons.indexOf('PROHIBITED'));
    });

    it(`${name}: not by another agency, the guardian, the committee or anybody else`, async () => {
      await publishEnactPolicy(city);
      for (const person of [city.otherAgency, city.guardian, city.committee, city.citizen, city.stranger]) {
        await ledger.refuses(ledger.send(person, name, id), 'AccessManagedUnauthorized', person.address);
      }
      expect(await ledger.stateOf(id)).to.equal('FINAL');
    });
  }

  it('stop: by the agency that asked or by the guardian, and by nobody else', async () => {
    await ledger.send(city.admin, 'enact', id);
    for (const person of [city.otherAgency, city.committee, city.citizen, city.stranger, city.admin]) {
      await ledger.refuses(ledger.send(person, 'stop', id), 'AccessManagedUnauthorized', person.address);
    }
    const snapshot = await networkHelpers.takeSnapshot();
    for (const person of [city.agency, city.guardian]) {
      await ledger.emits(ledger.send(person, 'stop', id), 'DecisionStopped', id, person.address);
      expect(await ledger.stateOf(id)).to.equal('STOPPED');
      await snapshot.restore();
    }
    await method(as(city.registry, city.guardian), 'suspend')(city.agency.address);
    await ledger.refuses(ledger.send(city.agency, 'stop', id), 'LedgerAgencyNotActive', city.agency.address);
  });
});
