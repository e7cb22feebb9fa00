import { expect } from 'chai';
import { noProfile } from '../city.fixture.ts';
import { addressOf, ethers, method, networkHelpers, now } from '../network.fixture.ts';
import { deployAccount, stubSigner } from '../signing.fixture.ts';
import { deploySeats, type SeatsWorld } from './seats.fixture.ts';

describe('Seats', () => {
  let world: SeatsWorld;
  let mobility: string;
  let energy: string;
  let water: string;

  beforeEach(async () => {
    world = await networkHelpers.loadFixture(deploySeats);
    ({ mobility, energy, water } = world);
  });

  const grant = (agency: string) => method(world.seats, 'grantSeat')(agency);
  const withdraw = (agency: string) => method(world.seats, 'withdrawSeat')(agency);
  const rotate = (agency: string, successor: string) => method(world.seats, 'rotateSeat')(agency, successor);
  const votes = (agency: string): Promise<bigint> => method(world.seats, 'getVotes')(agency);
  const seated = (): Promise<string[]> => method(world.seats, 'seatedAgencies')();

  it('give an agency one vote, at once and its own', async () => {
    await expect(grant(mobility)).to.emit(world.seats, 'SeatGranted').withArgs(mobility);
    expect(await votes(mobility)).to.equal(1n);
    expect(await method(world.seats, 'delegates')(mobility)).to.equal(mobility);
    expect(await method(world.seats, 'isSeated')(mobility)).to.equal(true);
  });

  it('can be listed', async () => {
    for (const agency of world.addresses) await grant(agency);
    await withdraw(energy);
    const expected = world.addresses.filter((address) => address !== energy);
    expect([...(await seated())].sort()).to.deep.equal([...expected].sort());
    expect(await method(world.seats, 'seatCount')()).to.equal(4n);
  });

  it('count in unix seconds', async () => {
    expect(await method(world.seats, 'CLOCK_MODE')()).to.equal('mode=timestamp');
    expect(await method(world.seats, 'clock')()).to.equal(BigInt(await now()));
  });

  it('remember who had one when', async () => {
    await grant(mobility);
    const before = await now();
    await networkHelpers.time.increase(10);
    await grant(energy);
    await withdraw(mobility);
    const after = await now();
    await networkHelpers.time.increase(10);
    const past = (account: string, time: number) => method(world.seats, 'getPastVotes')(account, time);
    expect([await past(mobility, before), await past(energy, before)]).to.deep.equal([1n, 0n]);
    expect([await past(mobility, after), await past(energy, after)]).to.deep.equal([0n, 1n]);
    expect(await method(world.seats, 'getPastTotalSupply')(after)).to.equal(1n);
  });

  it('pass to a successor in one step, even the last one', async () => {
    await grant(mobility);
    await expect(rotate(mobility, energy)).to.emit(world.seats, 'SeatRotated').withArgs(mobility, energy);
    expect([await votes(mobility), await votes(energy)]).to.deep.equal([0n, 1n]);
    expect(await seated()).to.deep.equal([energy]);
  });

  it('can be granted again after they were withdrawn', async () => {
    await grant(mobility);
    await grant(energy);
    await withdraw(mobility);
    await grant(mobility);
    expect(await votes(mobility)).to.equal(1n);
  });

  it('are one for an agency', async () => {
    await grant(mobility);
    await grant(energy);
    for (const attempt of [grant(mobility), rotate(energy, mobility), rotate(energy, energy)])
      await expect(attempt).to.be.revertedWithCustomError(world.seats, 'SeatsAlreadySeated');
    expect(await votes(mobility)).to.equal(1n);
  });

  it('go to active agencies only', async () => {
    const outsiders = [addressOf(world.company), world.stranger.address, ethers.ZeroAddress];
    await method(world.registry, 'suspend')(water);
    await grant(mobility);
    for (const account of [...outsiders, water]) {
      for (const attempt of [grant(account), rotate(mobility, account)])
        await expect(attempt).to.be.revertedWithCustomError(world.seats, 'SeatsAgencyNotActive').withArgs(account);
    }
  });

  it('go to account contracts only: no plain key, nor one that borrows code', async () => {
    const key = ethers.Wallet.createRandom().address;
    await method(world.registry, 'enrolAgency')(key, noProfile);
    await expect(grant(key)).to.be.revertedWithCustomError(world.seats, 'SeatsNotAnAccount').withArgs(key);
    await networkHelpers.setCode(key, ethers.concat(['0xef0100', mobility]));
    await expect(grant(key)).to.be.revertedWithCustomError(world.seats, 'SeatsNotAnAccount').withArgs(key);
  });

  it('are never all withdrawn', async () => {
    await grant(mobility);
    await grant(energy);
    await withdraw(mobility);
    await expect(withdraw(energy)).to.be.revertedWithCustomError(world.seats, 'SeatsLastSeat').withArgs(energy);
  });

  it('are withdrawn and rotated only where there is one', async () => {
    await grant(mobility);
    for (const attempt of [withdraw(energy), rotate(energy, water)])
      await expect(attempt).to.be.revertedWithCustomError(world.seats, 'SeatsNotSeated').withArgs(energy);
  });

  it('cannot be delegated, by whomever and however', async () => {
    await grant(mobility);
    const zero = ethers.ZeroHash;
    for (const attempt of [
      method(world.seats, 'delegate')(energy),
      method(world.seats, 'delegateBySig')(energy, 0, ethers.MaxUint256, 27, zero, zero),
    ])
      await expect(attempt).to.be.revertedWithCustomError(world.seats, 'SeatsNotDelegable');
  });

  it('have no door by which one could be handed on', () => {
    const names = world.seats.interface.fragments.flatMap((fragment) =>
      'name' in fragment ? [String(fragment.name)] : [],
    );
    expect(names).to.include('grantSeat');
    expect(names.filter((name) => /transfer|approve|permit|mint|burn/i.test(name))).to.deep.equal([]);
  });

  it('are out of a stranger’s reach', async () => {
    await grant(mobility);
    const account = addressOf(await deployAccount([stubSigner(world.verifier, 'mine')], 1));
    for (const [name, ...args] of [
      ['grantSeat', account],
      ['withdrawSeat', mobility],
      ['rotateSeat', mobility, account],
    ])
      await expect(method(world.asStranger, String(name))(...args)).to.be.revertedWithCustomError(
        world.seats,
        'AccessManagedUnauthorized',
      );
  });
});
