import { expect } from 'chai';
import { id } from 'ethers';
import { roles } from '../city.fixture.ts';
import { addressOf, deploy, ethers, method, networkHelpers, now } from '../network.fixture.ts';
import { deployGovernance, type GovernedCity, governedCity } from './city.fixture.ts';
import { act, call } from './participants.fixture.ts';
import { enact, propose, queue, vote } from './voting.fixture.ts';

describe('The handover', () => {
  let city: GovernedCity;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(governedCity);
  });

  const grantTo = (account: string, role: bigint = roles.registrar) => call(city.access, 'grantRole', role, account, 0);
  const origin = async (role: bigint, account: string): Promise<bigint> =>
    (await method(city.access, 'roleGrant')(role, account)).proposalId;

  it('leaves the timelock as the only administrator', async () => {
    expect(await method(city.access, 'roleMembers')(roles.admin)).to.deep.equal([addressOf(city.timelock)]);
    expect(await method(city.access, 'governance')()).to.equal(addressOf(city.governor));
    expect(await method(city.access, 'rolesOf')(city.founder.address)).to.deep.equal([]);
  });

  it('leaves the founder without a way back', async () => {
    const attempts = [
      grantTo(city.founder.address, roles.admin),
      call(city.access, 'grantRoleUntil', roles.registrar, city.founder.address, 0, 0),
      call(city.access, 'revokeRole', roles.admin, addressOf(city.timelock)),
      call(city.access, 'handOver', addressOf(city.governor)),
      call(city.access, 'setTargetClosed', addressOf(city.registry), true),
    ];
    for (const attempt of attempts)
      await expect(act(city.founder, attempt)).to.be.revertedWithCustomError(
        city.access,
        'AccessManagerUnauthorizedAccount',
      );
    const seat = call(city.seats, 'grantSeat', city.company.address);
    await expect(act(city.founder, seat)).to.be.revertedWithCustomError(city.seats, 'AccessManagedUnauthorized');
  });

  it('keeps what the founder granted, as granted by no proposal', async () => {
    expect(await origin(roles.registrar, city.registrar.address)).to.equal(0n);
    expect((await method(city.access, 'hasRole')(roles.registrar, city.registrar.address)).isMember).to.equal(true);
  });

  it('makes every later role carry the proposal that granted it, by whichever door', async () => {
    const grant = (name: string) =>
      city.access.interface.encodeFunctionData('grantRole', [8n, `0x${name.repeat(20)}`, 0]);
    const until = (await now()) + 10_000;
    const proposal = await enact(city, [
      grantTo(city.company.address),
      call(city.access, 'grantRoleUntil', 5n, city.company.address, 0, until),
      call(city.access, 'execute', addressOf(city.access), grant('aa')),
      call(city.access, 'multicall', [grant('bb'), grant('cc')]),
    ]);
    expect(await origin(roles.registrar, city.company.address)).to.equal(proposal.id);
    expect(await method(city.access, 'roleGrant')(5n, city.company.address)).to.deep.equal([
      BigInt(await now()),
      BigInt(until),
      proposal.id,
    ]);
    for (const name of ['aa', 'bb', 'cc']) expect(await origin(8n, `0x${name.repeat(20)}`)).to.equal(proposal.id);
    expect(await method(city.governor, 'proposalInExecution')()).to.equal(0n);
  });

  it('tells proposals apart when one executes another', async () => {
    const inner = await propose(city, [grantTo(city.company.address, 8n)], id('inner'));
    await vote(city, inner, city.agencies);
    await queue(city, inner);
    const execute = call(city.governor, 'execute', ...inner.content);
    const outer = await enact(city, [grantTo(city.founder.address, 8n), execute, grantTo(city.guardian.address, 8n)]);
    const origins = [city.founder, city.company, city.guardian].map(({ address }) => origin(8n, address));
    expect(await Promise.all(origins)).to.deep.equal([outer.id, inner.id, outer.id]);
  });

  it('lets no proposal grant administration, but by another handover', async () => {
    const grants = [
      grantTo(city.company.address, roles.admin),
      call(city.access, 'grantRoleUntil', roles.admin, city.company.address, 0, 0),
    ];
    for (const grant of grants)
      await expect(enact(city, [grant])).to.be.revertedWithCustomError(city.access, 'AccessManagerLockedRole');
  });

  it('names the latest proposal when a role is granted again', async () => {
    await enact(city, [grantTo(city.company.address)], `0x${'01'.repeat(32)}`);
    const second = await enact(city, [grantTo(city.company.address)], `0x${'02'.repeat(32)}`);
    expect(await origin(roles.registrar, city.company.address)).to.equal(second.id);
  });

  it('grants no role that names no proposal, even to an administrator', async () => {
    const stub = await deploy('StubGovernor', addressOf(city.timelock));
    await enact(city, [call(city.access, 'handOver', addressOf(stub))]);
    await networkHelpers.setBalance(addressOf(city.timelock), 10n ** 18n);
    const timelock = await ethers.getImpersonatedSigner(addressOf(city.timelock));
    const access = new ethers.Contract(addressOf(city.access), city.access.interface, timelock);
    const grant = () => method(access, 'grantRole')(roles.registrar, city.company.address, 0);
    await expect(grant())
      .to.be.revertedWithCustomError(city.access, 'AccessNoProposal')
      .withArgs(roles.registrar, city.company.address);
    await method(stub, 'setProposalInExecution')(77n);
    await grant();
    expect(await origin(roles.registrar, city.company.address)).to.equal(77n);
  });

  it('lets nobody execute around the governor, though anybody may have it execute', async () => {
    const proposal = await propose(city, [grantTo(city.company.address)]);
    await vote(city, proposal, city.agencies);
    await queue(city, proposal);
    const [targets, values, calldatas, description] = proposal.content;
    const salt = `0x${(BigInt(description) ^ (BigInt(addressOf(city.governor)) << 96n)).toString(16).padStart(64, '0')}`;
    const around = method(city.timelock, 'executeBatch')(targets, values, calldatas, `0x${'00'.repeat(32)}`, salt);
    await expect(around).to.be.revertedWithCustomError(city.timelock, 'AccessControlUnauthorizedAccount');
    await method(city.governor, 'execute')(...proposal.content);
    expect(await origin(roles.registrar, city.company.address)).to.equal(proposal.id);
  });

  it('can be repeated by a vote, to a new governor and its timelock', async () => {
    const { governor, timelock } = await deployGovernance(city);
    const proposal = await enact(city, [call(city.access, 'handOver', addressOf(governor))]);
    expect(await method(city.access, 'roleMembers')(roles.admin)).to.deep.equal([addressOf(timelock)]);
    expect(await origin(roles.admin, addressOf(timelock))).to.equal(proposal.id);
    await expect(enact(city, [grantTo(city.company.address)])).to.be.revertedWithCustomError(
      city.access,
      'AccessManagerUnauthorizedAccount',
    );
    const later = await enact({ ...city, governor, timelock }, [grantTo(city.company.address)]);
    expect(await origin(roles.registrar, city.company.address)).to.equal(later.id);
  });
});
