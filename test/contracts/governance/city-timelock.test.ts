import { expect } from 'chai';
import { id, ZeroHash } from 'ethers';
import { addressOf, deploy, method, networkHelpers } from '../network.fixture.ts';
import { type GovernedCity, governedCity, timelockDelay } from './city.fixture.ts';
import { call } from './participants.fixture.ts';
import { enact } from './voting.fixture.ts';

describe('CityTimelock', () => {
  let city: GovernedCity;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(governedCity);
  });

  const refuses = (attempt: Promise<unknown>, error: string) =>
    expect(attempt).to.be.revertedWithCustomError(city.timelock, error);

  it('is used by the governor alone', async () => {
    const nothing = [[], [], [], ZeroHash, ZeroHash] as const;
    for (const attempt of [
      method(city.timelock, 'scheduleBatch')(...nothing, timelockDelay),
      method(city.timelock, 'executeBatch')(...nothing),
      method(city.timelock, 'cancel')(id('operation')),
    ])
      await refuses(attempt, 'AccessControlUnauthorizedAccount');
    for (const name of ['PROPOSER_ROLE', 'EXECUTOR_ROLE', 'CANCELLER_ROLE']) {
      const role: string = await method(city.timelock, name)();
      expect(await method(city.timelock, 'hasRole')(role, addressOf(city.governor))).to.equal(true);
    }
  });

  it('stays so: its roles cannot be granted, revoked or renounced, even by a vote', async () => {
    const role: string = await method(city.timelock, 'PROPOSER_ROLE')();
    for (const [name, account] of [
      ['grantRole', city.company.address],
      ['revokeRole', addressOf(city.governor)],
      ['renounceRole', addressOf(city.timelock)],
    ] as const)
      await refuses(enact(city, [call(city.timelock, name, role, account)], id(name)), 'TimelockRolesFixed');
  });

  it('has a delay that a vote may change, within limits', async () => {
    await enact(city, [call(city.timelock, 'updateDelay', 2 * timelockDelay)]);
    expect(await method(city.timelock, 'getMinDelay')()).to.equal(BigInt(2 * timelockDelay));
  });

  it('has a delay that nothing can set below its floor or beyond a month', async () => {
    for (const delay of [0, timelockDelay - 1, 30 * 86_400 + 1]) {
      const attempt = enact(city, [call(city.timelock, 'updateDelay', delay)], id(String(delay)));
      await refuses(attempt, 'TimelockDelayNotAllowed');
    }
    await refuses(method(city.timelock, 'updateDelay')(timelockDelay), 'TimelockUnauthorizedCaller');
  });

  it('has a floor', async () => {
    for (const floor of [0, 30 * 86_400 + 1])
      await refuses(deploy('CityTimelock', addressOf(city.governor), floor), 'TimelockDelayNotAllowed');
  });
});
