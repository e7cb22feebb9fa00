import { expect } from 'chai';
import { roles } from '../city.fixture.ts';
import { addressOf, deploy, method, networkHelpers, now } from '../network.fixture.ts';
import { type AccessWorld, deployAccess } from './access.fixture.ts';

describe('CityAccess', () => {
  let world: AccessWorld;
  const guarded = 9n;

  beforeEach(async () => {
    world = await networkHelpers.loadFixture(deployAccess);
  });

  const send = (name: string, ...args: unknown[]) => method(world.access, name)(...args);
  const read = (name: string, ...args: unknown[]) => method(world.access, name)(...args);
  const members = async (role = world.role): Promise<string[]> => [...(await read('roleMembers', role))];
  const rolesOf = async (account: string): Promise<bigint[]> => [...(await read('rolesOf', account))];
  const has = async (account: string, role = world.role): Promise<boolean> =>
    (await read('hasRole', role, account)).isMember;

  it('lists the members of a role and the roles of a member', async () => {
    await send('grantRole', world.role, world.first.address, 0);
    await send('grantRole', world.role, world.second.address, 0);
    await send('grantRole', guarded, world.first.address, 0);
    expect(await members()).to.deep.equal([world.first.address, world.second.address]);
    expect(await rolesOf(world.first.address)).to.deep.equal([world.role, guarded]);
    await send('revokeRole', world.role, world.first.address);
    expect(await members()).to.deep.equal([world.second.address]);
    expect(await rolesOf(world.first.address)).to.deep.equal([guarded]);
  });

  it('lists the founder as the only administrator', async () => {
    expect(await members(roles.admin)).to.deep.equal([world.founder.address]);
    expect(await rolesOf(world.founder.address)).to.deep.equal([roles.admin]);
  });

  it('lists a member once, however often it is granted the role', async () => {
    await send('grantRole', world.role, world.first.address, 0);
    await send('grantRole', world.role, world.first.address, 0);
    expect(await members()).to.deep.equal([world.first.address]);
  });

  it('forgets a role that its member renounces', async () => {
    await send('grantRole', world.role, world.first.address, 0);
    await method(world.as(world.access, world.first), 'renounceRole')(world.role, world.first.address);
    expect(await members()).to.deep.equal([]);
    expect(await rolesOf(world.first.address)).to.deep.equal([]);
  });

  for (const [door, through] of Object.entries({
    execute: (data: string) => send('execute', addressOf(world.access), data),
    multicall: (data: string) => send('multicall', [data]),
  })) {
    it(`lists what came by AccessManager’s ${door}`, async () => {
      const { interface: abi } = world.access;
      await through(abi.encodeFunctionData('grantRole', [world.role, world.first.address, 0]));
      expect(await members()).to.deep.equal([world.first.address]);
      await through(abi.encodeFunctionData('revokeRole', [world.role, world.first.address]));
      expect(await members()).to.deep.equal([]);
    });
  }

  it('lists what came by AccessManager’s schedule, once it is executed', async () => {
    await send('grantRole', roles.admin, world.second.address, 100);
    const slow = world.as(world.access, world.second);
    const data = world.access.interface.encodeFunctionData('grantRole', [world.role, world.first.address, 0]);
    await method(slow, 'schedule')(addressOf(world.access), data, 0);
    await expect(method(slow, 'execute')(addressOf(world.access), data)).to.be.revertedWithCustomError(
      world.access,
      'AccessManagerNotReady',
    );
    expect(await members()).to.deep.equal([]);
    await networkHelpers.time.increase(100);
    await method(slow, 'execute')(addressOf(world.access), data);
    expect(await members()).to.deep.equal([world.first.address]);
  });

  it('ends a role at its time, in every question that is asked', async () => {
    const until = (await now()) + 1000;
    await expect(send('grantRoleUntil', world.role, world.first.address, 0, until))
      .to.emit(world.access, 'RoleGrantRecorded')
      .withArgs(world.role, world.first.address, 0n, until);
    await networkHelpers.time.increaseTo(until - 1);
    const suspend = method(world.registry, 'suspend').fragment.selector;
    const canCall = async () =>
      (await read('canCall', world.first.address, addressOf(world.registry), suspend)).immediate;
    expect([await has(world.first.address), await canCall()]).to.deep.equal([true, true]);
    expect([...(await read('roleGrant', world.role, world.first.address))].slice(1)).to.deep.equal([BigInt(until), 0n]);
    await networkHelpers.time.increaseTo(until);
    expect([await has(world.first.address), await canCall()]).to.deep.equal([false, false]);
    expect([await members(), await rolesOf(world.first.address)]).to.deep.equal([[], []]);
    expect([...(await read('roleGrant', world.role, world.first.address))]).to.deep.equal([0n, 0n, 0n]);
    await expect(
      method(world.as(world.registry, world.first), 'suspend')(world.second.address),
    ).to.be.revertedWithCustomError(world.registry, 'AccessManagedUnauthorized');
  });

  it('lets anybody remove an expired role, and no other', async () => {
    const until = (await now()) + 1000;
    await send('grantRoleUntil', world.role, world.first.address, 0, until);
    await send('grantRole', world.role, world.second.address, 0);
    const remove = (account: string) =>
      method(world.as(world.access, world.third), 'removeExpired')(world.role, account);
    await expect(remove(world.first.address)).to.be.revertedWithCustomError(world.access, 'AccessNotExpired');
    await networkHelpers.time.increaseTo(until);
    await expect(remove(world.first.address))
      .to.emit(world.access, 'RoleRevoked')
      .withArgs(world.role, world.first.address);
    await expect(remove(world.first.address)).to.be.revertedWithCustomError(world.access, 'AccessNotExpired');
    await expect(remove(world.second.address)).to.be.revertedWithCustomError(world.access, 'AccessNotExpired');
  });

  it('grants an expired role anew, with delays as for a new member', async () => {
    const until = (await now()) + 1000;
    await send('grantRoleUntil', world.role, world.first.address, 500, until);
    await networkHelpers.time.increaseTo(until);
    await expect(send('grantRole', world.role, world.first.address, 0))
      .to.emit(world.access, 'RoleGranted')
      .withArgs(world.role, world.first.address, 0, until + 1, true);
    expect(await read('hasRole', world.role, world.first.address)).to.deep.equal([true, 0n]);
    expect((await read('roleGrant', world.role, world.first.address)).until).to.equal(0n);
  });

  it('makes a role last for good, shorter, or longer when it is granted again', async () => {
    const until = (await now()) + 1000;
    const ends = async () => (await read('roleGrant', world.role, world.first.address)).until;
    for (const next of [until, until + 500, until - 500, 0]) {
      await send('grantRoleUntil', world.role, world.first.address, 0, next);
      expect(await ends()).to.equal(BigInt(next));
    }
    await send('grantRoleUntil', world.role, world.first.address, 0, until);
    await send('grantRole', world.role, world.first.address, 0);
    expect(await ends()).to.equal(0n);
  });

  it('refuses a role that would end before it begins', async () => {
    const past = send('grantRoleUntil', world.role, world.first.address, 0, await now());
    await expect(past).to.be.revertedWithCustomError(world.access, 'AccessExpiryTooSoon');
    await send('setGrantDelay', world.role, 5000);
    await networkHelpers.time.increase(6 * 86_400);
    const beforeItBegins = send('grantRoleUntil', world.role, world.first.address, 0, (await now()) + 4000);
    await expect(beforeItBegins).to.be.revertedWithCustomError(world.access, 'AccessExpiryTooSoon');
    await send('grantRoleUntil', world.role, world.first.address, 0, (await now()) + 6000);
    expect(await has(world.first.address)).to.equal(false);
    expect(await members()).to.deep.equal([world.first.address]);
    await networkHelpers.time.increase(5000);
    expect(await has(world.first.address)).to.equal(true);
  });

  it('never loses its last administrator, and administration never expires', async () => {
    const last = [
      send('revokeRole', roles.admin, world.founder.address),
      send('renounceRole', roles.admin, world.founder.address),
    ];
    for (const attempt of last)
      await expect(attempt).to.be.revertedWithCustomError(world.access, 'AccessLastAdministrator');
    await expect(
      send('grantRoleUntil', roles.admin, world.first.address, 0, (await now()) + 1000),
    ).to.be.revertedWithCustomError(world.access, 'AccessManagerLockedRole');
  });

  it('has one guardian, until that one is revoked or expired', async () => {
    const until = (await now()) + 1000;
    const appoint = (account: string) => send('grantRole', roles.guardian, account, 0);
    await send('grantRoleUntil', roles.guardian, world.first.address, 0, until);
    await expect(appoint(world.second.address))
      .to.be.revertedWithCustomError(world.access, 'AccessRoleTaken')
      .withArgs(roles.guardian, world.first.address);
    await networkHelpers.time.increaseTo(until);
    await appoint(world.second.address);
    expect(await members(roles.guardian)).to.deep.equal([world.second.address]);
    await send('revokeRole', roles.guardian, world.second.address);
    await appoint(world.third.address);
    expect(await members(roles.guardian)).to.deep.equal([world.third.address]);
  });

  it('gives nobody but the administration the granting of roles', async () => {
    await expect(send('setRoleAdmin', world.role, guarded)).to.be.revertedWithCustomError(
      world.access,
      'AccessRoleAdminFixed',
    );
    const selector = method(world.access, 'grantRoleUntil').fragment.selector;
    await expect(
      send('setTargetFunctionRole', addressOf(world.access), [selector], guarded),
    ).to.be.revertedWithCustomError(world.access, 'AccessManagerLockedFunction');
  });

  it('does not hand over to a governor without a timelock', async () => {
    const target = await deploy('StubGovernor', world.first.address);
    await expect(send('handOver', addressOf(target))).to.be.revertedWithCustomError(
      world.access,
      'AccessInvalidTimelock',
    );
  });
});
