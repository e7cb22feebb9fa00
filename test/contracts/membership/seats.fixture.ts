import { as, kinds, noProfile } from '../city.fixture.ts';
import { addressOf, type Contract, deploy, ethers, method } from '../network.fixture.ts';
import { deployAccount, stubSigner } from '../signing.fixture.ts';

/** Seats whose administration is an ordinary key, and five accounts of active agencies without a seat. */
export async function deploySeats() {
  const [admin, stranger] = await ethers.getSigners();
  if (admin === undefined || stranger === undefined) throw new RangeError('two');
  const manager = await ethers.deployContract('CityAccess', [admin.address]);
  const registry = await deploy('ParticipantRegistry', addressOf(manager));
  const seats = await deploy('Seats', addressOf(manager), addressOf(registry));
  const verifier = await deploy('StubVerifier');
  const agencies: Contract[] = [];
  for (const name of ['mobility', 'energy', 'water', 'parks', 'health']) {
    const account = await deployAccount([stubSigner(verifier, name)], 1);
    await method(registry, 'enrolAgency')(addressOf(account), noProfile);
    agencies.push(account);
  }
  const company = await deployAccount([stubSigner(verifier, 'company')], 1);
  await method(registry, 'enrol')(addressOf(company), kinds.company, noProfile);
  const addresses = agencies.map(addressOf);
  const [mobility = '', energy = '', water = ''] = addresses;
  const asStranger = as(seats, stranger);
  return { stranger, registry, seats, verifier, company, addresses, mobility, energy, water, asStranger };
}

export type SeatsWorld = Awaited<ReturnType<typeof deploySeats>>;
