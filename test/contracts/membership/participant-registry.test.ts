import { expect } from 'chai';
import { as, type City, deployCity, kinds, noProfile, type Person } from '../city.fixture.ts';
import { ethers, method, networkHelpers, now } from '../network.fixture.ts';

const profile = { document: ethers.id('document'), mlDsa65Key: ethers.id('key'), ageRecipient: ethers.id('recipient') };
const profileTuple = Object.values(profile);
const status = { none: 0n, active: 1n, suspended: 2n };

describe('ParticipantRegistry', () => {
  let city: City;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(deployCity);
  });

  const send = (person: Person, name: string, ...args: unknown[]) => method(as(city.registry, person), name)(...args);
  const entryOf = (person: Person) => method(city.registry, 'participant')(person.address);
  const isActive = (person: Person, kind: number) => method(city.registry, 'isActive')(person.address, kind);
  const refuses = (attempt: Promise<unknown>, error: string, ...args: unknown[]) =>
    expect(attempt)
      .to.be.revertedWithCustomError(city.registry, error)
      .withArgs(...args);

  it('knows nobody who is not enrolled', async () => {
    const entry = await entryOf(city.stranger);
    expect([entry.kind, entry.status, entry.enrolledAt]).to.deep.equal([0n, status.none, 0n]);
    expect(await isActive(city.stranger, kinds.none)).to.equal(false);
  });

  it('enrols an agency by the administration', async () => {
    await expect(send(city.admin, 'enrolAgency', city.stranger.address, profile))
      .to.emit(city.registry, 'ParticipantEnrolled')
      .withArgs(city.stranger.address, kinds.agency, profileTuple);
    const entry = await entryOf(city.stranger);
    expect([entry.kind, entry.status]).to.deep.equal([BigInt(kinds.agency), status.active]);
    expect([...entry.profile]).to.deep.equal(profileTuple);
    expect(entry.enrolledAt).to.equal(BigInt(await now()));
    expect(await isActive(city.stranger, kinds.agency)).to.equal(true);
    expect(await isActive(city.stranger, kinds.operator)).to.equal(false);
  });

  it('enrols companies and operators by the registrar', async () => {
    for (const [person, kind] of [
      [city.stranger, kinds.company],
      [city.citizen, kinds.operator],
    ] as const) {
      await expect(send(city.registrar, 'enrol', person.address, kind, profile))
        .to.emit(city.registry, 'ParticipantEnrolled')
        .withArgs(person.address, kind, profileTuple);
      expect(await isActive(person, kind)).to.equal(true);
    }
  });

  it('lets anybody become a citizen', async () => {
    await expect(send(city.citizen, 'enrolSelf', profile))
      .to.emit(city.registry, 'ParticipantEnrolled')
      .withArgs(city.citizen.address, kinds.citizen, profileTuple);
    expect(await isActive(city.citizen, kinds.citizen)).to.equal(true);
  });

  it('lets the registrar enrol neither agencies nor citizens nor nothing', async () => {
    for (const kind of [kinds.none, kinds.agency, kinds.citizen]) {
      await refuses(
        send(city.registrar, 'enrol', city.stranger.address, kind, profile),
        'RegistryKindNotAllowed',
        BigInt(kind),
      );
    }
  });

  it('refuses to enrol by anybody without the role', async () => {
    for (const [person, name, args] of [
      [city.registrar, 'enrolAgency', [city.stranger.address, profile]],
      [city.agency, 'enrolAgency', [city.stranger.address, profile]],
      [city.admin, 'enrol', [city.stranger.address, kinds.company, profile]],
      [city.stranger, 'enrol', [city.stranger.address, kinds.company, profile]],
      [city.registrar, 'suspend', [city.agency.address]],
      [city.agency, 'reinstate', [city.agency.address]],
    ] as const) {
      await refuses(send(person, name, ...args), 'AccessManagedUnauthorized', person.address);
    }
  });

  it('enrols an account once, whatever the door', async () => {
    const { address } = city.agency;
    for (const attempt of [
      send(city.admin, 'enrolAgency', address, profile),
      send(city.registrar, 'enrol', address, kinds.operator, profile),
      send(city.agency, 'enrolSelf', profile),
    ]) {
      await refuses(attempt, 'RegistryAlreadyEnrolled', address);
    }
    expect(await isActive(city.agency, kinds.agency)).to.equal(true);
  });

  it('does not enrol the zero address', async () => {
    const attempt = send(city.admin, 'enrolAgency', ethers.ZeroAddress, profile);
    await expect(attempt).to.be.revertedWithCustomError(city.registry, 'RegistryZeroAccount');
  });

  it("replaces a participant's profile by itself", async () => {
    await expect(send(city.agency, 'updateProfile', profile))
      .to.emit(city.registry, 'ProfileUpdated')
      .withArgs(city.agency.address, profileTuple);
    expect([...(await entryOf(city.agency)).profile]).to.deep.equal(profileTuple);
    await refuses(send(city.stranger, 'updateProfile', profile), 'RegistryNotEnrolled', city.stranger.address);
  });

  it('suspends and reinstates by the guardian', async () => {
    const { address } = city.agency;
    await expect(send(city.guardian, 'suspend', address))
      .to.emit(city.registry, 'ParticipantSuspended')
      .withArgs(address);
    expect(await isActive(city.agency, kinds.agency)).to.equal(false);
    expect((await entryOf(city.agency)).status).to.equal(status.suspended);
    await expect(send(city.guardian, 'reinstate', address))
      .to.emit(city.registry, 'ParticipantReinstated')
      .withArgs(address);
    expect(await isActive(city.agency, kinds.agency)).to.equal(true);
  });

  it('refuses what does not fit the status', async () => {
    const { address } = city.agency;
    await refuses(send(city.guardian, 'reinstate', address), 'RegistryWrongStatus', address, status.active);
    await send(city.guardian, 'suspend', address);
    await refuses(send(city.guardian, 'suspend', address), 'RegistryWrongStatus', address, status.suspended);
    await refuses(send(city.agency, 'updateProfile', noProfile), 'RegistryWrongStatus', address, status.suspended);
    await refuses(send(city.agency, 'enrolSelf', noProfile), 'RegistryAlreadyEnrolled', address);
    for (const name of ['suspend', 'reinstate']) {
      await refuses(send(city.guardian, name, city.stranger.address), 'RegistryNotEnrolled', city.stranger.address);
    }
  });
});
