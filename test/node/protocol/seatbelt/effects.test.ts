import { expect } from 'chai';
import { keccak256, numberToHex, toFunctionSelector, zeroHash } from 'viem';
import { roles } from '../../../../node/protocol/roles.ts';
import { accountOf } from '../../../../node/protocol/seatbelt/effects.ts';
import type { CityFacts, RoleFact } from '../../../../node/protocol/seatbelt/facts.ts';
import { publicRole } from '../../../../node/protocol/seatbelt/rule-effects.ts';
import type { CarriedOut, Frame } from '../../../../node/protocol/seatbelt/run.ts';
import { subjectsOf } from '../../../../node/protocol/seatbelt/subjects.ts';
import { addressOf, contracts, quiet, roleGranted, runOf } from './run.fixture.ts';

const [alice, bob, stranger] = [addressOf('a'), addressOf('b'), addressOf('d')];
const names = new Map([[alice, 'Energy Agency']]);

function told(run: CarriedOut) {
  const { effects, warnings } = accountOf(run, contracts, names);
  return { keys: effects.map(({ key }) => key), warnings: warnings.map(({ key }) => key), effects };
}

function grant(role: bigint, account: RoleFact['account'], parts: Partial<RoleFact> = {}): RoleFact {
  return { role, account, since: 5, until: 0, delaySeconds: 0, proposal: 1n, ...parts };
}

describe('what a run changes', () => {
  it('names who gains and who loses a role, by name and account', () => {
    const run = runOf({ roles: [grant(1n, bob)] }, { roles: [grant(2n, alice)] });
    const { effects, warnings } = told(run);
    expect(effects.map(({ text }) => text)).to.deep.equal([
      `Energy Agency (${alice}) gets the role REGISTRAR`,
      `${bob} loses the role AGENCY`,
    ]);
    expect(warnings).to.deep.equal(['seatbelt.warning.notEnrolled', 'seatbelt.warning.emptyRole']);
  });

  it('does not blame the proposal for a role that ended meanwhile', () => {
    const ended = { roles: [grant(1n, bob, { until: quiet.time })] };
    expect(told(runOf(ended, {})).keys).to.deep.equal(['seatbelt.nothingAtAll']);
  });

  it('tells another end, another waiting time and another vote behind the same role', () => {
    const before = { roles: [grant(1n, alice), grant(1n, bob)] };
    const after = { roles: [grant(1n, alice, { until: 2_000_000_000 }), grant(1n, bob, { proposal: 7n })] };
    expect(told(runOf(before, after)).keys).to.deep.equal(['seatbelt.role.changed', 'seatbelt.role.renewed']);
  });

  it('tells of a role that counts later only, and until when one counts', () => {
    const later = grant(2n, alice, { since: quiet.time + 9 });
    const ending = grant(2n, bob, { until: quiet.time + 9 });
    const { keys, effects } = told(runOf({}, { roles: [later, ending] }));
    expect(keys).to.deep.equal(['seatbelt.role.gainedFrom', 'seatbelt.role.gainedUntil']);
    expect(effects.map(({ values }) => values.since ?? values.until)).to.deep.equal(
      Array(2).fill('2027-01-15 08:00:09 UTC'),
    );
  });

  it('warns when the administration changes hands, a door opens to everybody, or a contract closes', () => {
    const selector = toFunctionSelector('function grantSeat(address agency)');
    const door = { target: contracts.seats, selector, role: roles.ADMIN };
    const after: Partial<CityFacts> = {
      roles: [grant(roles.ADMIN, stranger)],
      doors: [{ ...door, role: publicRole }],
      closed: [contracts.decisionLedger],
    };
    const { warnings, effects } = told(runOf({ doors: [door] }, after));
    expect(warnings).to.include.members([
      'seatbelt.warning.administration',
      'seatbelt.warning.publicDoor',
      'seatbelt.warning.closed',
    ]);
    const changed = effects.find(({ key }) => key === 'seatbelt.door.changed');
    expect(changed?.text).to.equal(
      'grantSeat of seats may be called by everybody only; before, by the role ADMIN (nobody has it)',
    );
  });

  it('warns of waiting times that become zero, of the last seat, and of a quorum that needs everybody', () => {
    const settings = { ...quiet.settings, votingDelay: 0, minimumWindow: 0, quorumPercent: 100 };
    expect(told(runOf({}, { settings })).warnings).to.deep.equal([
      'seatbelt.warning.everySeat',
      'seatbelt.warning.noWaiting',
      'seatbelt.warning.noWaiting',
    ]);
    expect(told(runOf({}, { seats: [alice] })).warnings).to.deep.equal(['seatbelt.warning.lastSeat']);
  });

  it('believes the network’s own contracts only: a lying event changes nothing', () => {
    const lie = roleGranted(stranger, roles.ADMIN, stranger);
    expect(subjectsOf([lie], contracts).accounts).to.deep.equal([]);
    expect(told(runOf({}, {}, { logs: [lie] })).keys).to.deep.equal(['seatbelt.nothingAtAll']);
    const truth = roleGranted(contracts.accessManager, 9n, stranger);
    const { accounts, roles: asked } = subjectsOf([truth], contracts);
    expect([accounts, asked.includes(9n)]).to.deep.equal([[stranger], true]);
  });

  it('says plainly that something changes which it cannot name', () => {
    const slot = { slot: numberToHex(3, { size: 32 }), before: zeroHash, after: numberToHex(1, { size: 32 }) };
    const storage = [
      { address: contracts.decisionLedger, slots: [slot] },
      { address: stranger, slots: [slot, slot] },
    ];
    const { effects, warnings } = told(runOf({}, {}, { storage }));
    expect(effects.map(({ text }) => text)).to.deep.equal([
      'Something changes in decision ledger that cannot be named here (1 stored values)',
      `Something changes in ${stranger} that cannot be named here (2 stored values)`,
    ]);
    expect(warnings).to.deep.equal(['seatbelt.warning.unnamed']);
  });

  it('leaves out what every execution writes, and only that', () => {
    const key = numberToHex(7, { size: 64 }).replace(/^0x/, '');
    const id = key.slice(64);
    const record = keccak256(`0x${id}${numberToHex(1, { size: 32 }).slice(2)}`);
    const done = { slot: record, before: zeroHash, after: numberToHex(1, { size: 32 }) };
    expect(told(runOf({}, {}, { storage: [{ address: contracts.governor, slots: [done] }] })).keys).to.deep.equal([
      'seatbelt.nothingAtAll',
    ]);
    expect(told(runOf({}, {}, { storage: [{ address: contracts.seats, slots: [done] }] })).keys).to.deep.equal([
      'seatbelt.unnamed',
    ]);
  });

  it('warns of calls into contracts that are not the network’s, also from within, but not of precompiles', () => {
    const call = (from: Frame['from'], to: Frame['from'], calls: Frame[] = []): Frame => ({
      type: 'CALL',
      from,
      to,
      value: 0n,
      isReverted: false,
      output: '0x',
      calls,
    });
    const inner = call(contracts.seats, stranger, [call(stranger, `0x${'2'.padStart(40, '0')}`)]);
    const frame = call(alice, contracts.governor, [
      call(contracts.governor, contracts.timelock, [call(contracts.timelock, contracts.seats, [inner])]),
    ]);
    const warnings = accountOf(runOf({}, {}, { frame }), contracts, names).warnings;
    expect(warnings.map(({ values }) => values)).to.deep.equal([{ address: stranger }]);
  });
});
