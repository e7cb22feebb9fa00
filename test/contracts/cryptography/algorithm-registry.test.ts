import { expect } from 'chai';
import { keyDelay } from '../algorithms.fixture.ts';
import { as } from '../city.fixture.ts';
import { type GovernedCity, twoAlgorithmCity } from '../governance/city.fixture.ts';
import { act, call, createParticipant, type Participant, spared } from '../governance/participants.fixture.ts';
import { enact, propose, queue, stateOf, states, vote } from '../governance/voting.fixture.ts';
import { changeOf, proofsOf } from '../membership/keys.fixture.ts';
import { addressOf, type Contract, deploy, ethers, method, networkHelpers, now } from '../network.fixture.ts';
import { stubSigner } from '../signing.fixture.ts';

const status = { none: 0n, active: 1n, deprecated: 2n, frozen: 3n };

describe('AlgorithmRegistry', () => {
  let city: GovernedCity;
  let registry: Contract;
  let agency: Participant;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(twoAlgorithmCity);
    registry = city.algorithms;
    [agency] = city.agencies;
  });

  const freeze = (code = 1) => act(city.guardian, call(registry, 'freeze', code));
  const refused = (attempt: Promise<unknown>, error: string, contract = registry) =>
    expect(attempt).to.be.revertedWithCustomError(contract, error);
  const find = (code: number) => method(registry, 'algorithm')(code);
  const codeHashOf = async (contract: Contract) => ethers.keccak256(await ethers.provider.getCode(addressOf(contract)));

  it('lists what the city began with, pinned to its code', async () => {
    const all = await method(registry, 'algorithms')();
    expect(all.map((one: { code: bigint; status: bigint }) => [one.code, one.status])).to.deep.equal([
      [1n, status.active],
      [2n, status.active],
    ]);
    expect(all[0].codeHash).to.equal(await codeHashOf(city.verifier));
    expect((await find(9)).status).to.equal(status.none);
  });

  it('adds by vote, with the code that was voted on, and replaces nothing in place', async () => {
    const third = await deploy('StubVerifier');
    const hash = await codeHashOf(third);
    await enact(city, [call(registry, 'add', 3, addressOf(third), hash)]);
    expect((await find(3)).status).to.equal(status.active);
    const fourth = await deploy('StubVerifier');
    const refusals = [
      ['AlgorithmTaken', [3, addressOf(fourth), hash]],
      ['AlgorithmTaken', [4, addressOf(third), hash]],
      ['AlgorithmCodeHash', [4, addressOf(fourth), ethers.id('other code')]],
      ['AlgorithmCodeHash', [4, ethers.zeroPadValue('0x04', 20), ethers.keccak256('0x')]],
    ] as const;
    for (const [index, [error, args]] of refusals.entries()) {
      await refused(enact(city, [call(registry, 'add', ...args)], ethers.id(`reason ${index}`)), error);
    }
  });

  it('deprecated, takes no new keys, and the old ones sign', async () => {
    await enact(city, [call(registry, 'deprecate', 1)]);
    await act(agency);
    const next = stubSigner(city.verifier, 'next');
    const change = changeOf([next], []);
    const announce = call(agency.account, 'proposeKeys', change, proofsOf(agency.account, change, [next]));
    await refused(act(agency, announce), 'AccountUnusableSigner', agency.account);
    await refused(createParticipant(city.factory, city.verifier, 'newcomer'), 'AccountUnusableSigner', agency.account);
  });

  it('ends an algorithm at its sunset, not a second before, and keeps the other', async () => {
    const sunset = (await now()) + 10_000;
    await enact(city, [call(registry, 'setSunset', 1, sunset)]);
    await networkHelpers.time.increaseTo(sunset - 2);
    await act(agency);
    await networkHelpers.time.increaseTo(sunset);
    await refused(act(agency), 'AccountInvalidSignature', agency.account);
    await act(spared(agency));
  });

  it('refuses a sunset in the past, of an unknown algorithm, and of the last one', async () => {
    const later = (await now()) + 100_000;
    await refused(enact(city, [call(registry, 'setSunset', 1, 1)], ethers.id('a')), 'AlgorithmSunsetPast');
    await refused(enact(city, [call(registry, 'setSunset', 9, later)], ethers.id('b')), 'AlgorithmUnknown');
    await enact(city, [call(registry, 'setSunset', 1, later)]);
    const last = call(registry, 'setSunset', 2, later + 1);
    await refused(enact(city, [last], ethers.id('c')), 'AlgorithmGuardianLost');
    await enact(city, [call(registry, 'setSunset', 1, 0), last], ethers.id('d'));
  });

  it('frozen by the guardian, nothing signs with it: no batch, no ballot; with the other the city lives on', async () => {
    await freeze();
    await refused(freeze(), 'AccountInvalidSignature', city.guardian.account);
    await refused(act(agency), 'AccountInvalidSignature', agency.account);
    const spares = city.agencies.map(spared);
    const proposal = await propose(city, [call(registry, 'unfreeze', 1)], undefined, spares[0]);
    await refused(vote(city, proposal, city.agencies), 'GovernorNoBallotCounted', city.governor);
    await vote(city, proposal, spares);
    await queue(city, proposal);
    await method(city.governor, 'execute')(...proposal.content);
    expect(await stateOf(city, proposal)).to.equal(states.executed);
    await act(agency);
  });

  it('frozen, lets keys rotate away from it', async () => {
    await freeze();
    const [, other] = [city.verifier, agency.spares[0]];
    if (other === undefined) throw new RangeError('a spare');
    const change = changeOf([], [agency.signer]);
    await act(spared(agency), call(agency.account, 'proposeKeys', change, []));
    await networkHelpers.time.increase(keyDelay);
    await method(agency.account, 'applyKeys')(change);
    expect([...(await method(agency.account, 'getSigners')(0, 9))]).to.deep.equal([other.signer]);
  });

  it('refuses a freeze that leaves the guardian, or fewer seats than a quorum, without a signer', async () => {
    await freeze(2);
    await refused(act(city.guardian, call(registry, 'freeze', 1)), 'AlgorithmGuardianLost');
    await enact(city, [call(registry, 'unfreeze', 2)]);
    for (const seat of city.agencies.slice(0, 2)) {
      const [spare] = seat.spares;
      if (spare === undefined) throw new RangeError('a spare');
      const change = changeOf([], [spare]);
      await act(seat, call(seat.account, 'proposeKeys', change, []));
      await networkHelpers.time.increase(keyDelay);
      await method(seat.account, 'applyKeys')(change);
    }
    await expect(freeze(1)).to.be.revertedWithCustomError(registry, 'AlgorithmQuorumLost').withArgs(1n, 2n);
    await freeze(2);
  });

  it('no longer trusts a verifier whose code changed (attack 10)', async () => {
    await networkHelpers.setCode(addressOf(city.verifier), '0x600160005260206000f3');
    expect(await method(registry, 'isUsable')(addressOf(city.verifier))).to.equal(false);
    await refused(act(agency), 'AccountInvalidSignature', agency.account);
    await act(spared(agency));
  });

  it('is the guardian’s to freeze and a vote’s for all else', async () => {
    const [stranger] = await ethers.getSigners();
    if (stranger === undefined) throw new RangeError('a stranger');
    for (const [name, args] of [
      ['freeze', [1]],
      ['unfreeze', [1]],
      ['deprecate', [1]],
      ['setSunset', [1, 0]],
    ] as const) {
      await refused(method(as(registry, stranger), name)(...args), 'AccessManagedUnauthorized');
      if (name !== 'freeze')
        await refused(act(city.guardian, call(registry, name, ...args)), 'AccessManagedUnauthorized');
    }
  });
});
