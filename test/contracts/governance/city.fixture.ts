import { getCreateAddress } from 'ethers';
import { deployAlgorithms } from '../algorithms.fixture.ts';
import { courtDoors, deployCourt, kinds, minimumWindow, noProfile, roles } from '../city.fixture.ts';
import { addressOf, type Contract, deploy, ethers, method } from '../network.fixture.ts';
import { slhDsaKey, slhDsaSigner } from '../signing.fixture.ts';
import { act, call, createParticipant, type Participant, type SignerMaker } from './participants.fixture.ts';

/** Seconds, and the quorum in percent. */
export const settings = {
  votingDelay: 10,
  votingPeriod: 100,
  minimumVotingPeriod: 50,
  lateQuorumExtension: 20,
  quorumPercent: 50,
} as const;
export const timelockDelay = 60;

/** The contracts of a city that is governed by its agencies. */
export interface CityContracts {
  verifier: Contract;
  factory: Contract;
  access: Contract;
  registry: Contract;
  ledger: Contract;
  court: Contract;
  seats: Contract;
  policies: Contract;
  algorithms: Contract;
  datasets: Contract;
  agreements: Contract;
  timelock: Contract;
  governor: Contract;
}

export interface GovernedCity extends CityContracts {
  founder: Participant;
  registrar: Participant;
  guardian: Participant;
  enforcer: Participant;
  agencies: [Participant, Participant, Participant];
  company: Participant;
}

/** The timelock first, for a governor whose address is known beforehand. */
export async function deployGovernance({
  access,
  registry,
  seats,
}: Pick<CityContracts, 'access' | 'registry' | 'seats'>) {
  const [relay] = await ethers.getSigners();
  if (relay === undefined) throw new RangeError('a relay');
  const governorAt = getCreateAddress({ from: relay.address, nonce: (await relay.getNonce()) + 1 });
  const timelock = await deploy('CityTimelock', governorAt, timelockDelay);
  const connected = [access, registry, seats, timelock].map(addressOf);
  const governor = await deploy('CityGovernor', ...connected, settings);
  if (addressOf(governor) !== governorAt) throw new Error('the governor is not where the timelock expects it');
  return { timelock, governor };
}

/**
 * The founder's account needs the registry of algorithms, which needs the access manager, which needs the founder's address: so the
 * registry comes first, for an access manager and seats whose addresses are known beforehand.
 */
async function deployContracts(verifiers: readonly Contract[], makeSigner?: SignerMaker) {
  const [relay] = await ethers.getSigners();
  if (relay === undefined) throw new RangeError('a relay');
  const nonce = await relay.getNonce();
  const at = (offset: number) => getCreateAddress({ from: relay.address, nonce: nonce + offset });
  const algorithms = await deployAlgorithms(verifiers.map(addressOf), { manager: at(3), seats: at(7) });
  const factory = await deploy('ParticipantAccountFactory', addressOf(algorithms));
  const [verifier] = verifiers;
  if (verifier === undefined) throw new RangeError('a verifier');
  const founder = await createParticipant(factory, verifier, 'founder', makeSigner, verifiers.slice(1));
  const access = await deploy('CityAccess', founder.address);
  const registry = await deploy('ParticipantRegistry', addressOf(access));
  const policies = await deploy('PolicyRegistry', addressOf(access), addressOf(registry));
  const connected = [access, registry, policies].map(addressOf);
  const ledger = await deploy('DecisionLedger', ...connected, minimumWindow);
  const seats = await deploy('Seats', addressOf(access), addressOf(registry));
  if (addressOf(access) !== at(3) || addressOf(seats) !== at(7)) throw new Error('not where the registry expects them');
  const court = await deployCourt(ledger, registry);
  const governance = await deployGovernance({ access, registry, seats });
  const datasets = await deploy('DatasetRegistry', addressOf(access), addressOf(registry));
  const agreements = await deploy('AgreementRegistry', addressOf(registry), addressOf(datasets));
  const dataspace = { datasets, agreements };
  return {
    verifier,
    factory,
    access,
    registry,
    ledger,
    court,
    seats,
    policies,
    algorithms,
    founder,
    ...governance,
    ...dataspace,
  };
}

/** What the founder signs before the handover: roles of doors, who has them, the first agencies and their seats. */
function constitution(city: CityContracts, people: Omit<GovernedCity, keyof CityContracts | 'founder'>) {
  const reserve = (target: Contract, role: bigint, ...names: string[]) => {
    const selectors = names.map((name) => method(target, name).fragment.selector);
    return call(city.access, 'setTargetFunctionRole', addressOf(target), selectors, role);
  };
  const grant = (role: bigint, { address }: Participant) => call(city.access, 'grantRole', role, address, 0);
  const seat = (agency: Participant) => [
    call(city.registry, 'enrolAgency', agency.address, noProfile),
    call(city.seats, 'grantSeat', agency.address),
    grant(roles.agency, agency),
  ];
  return [
    reserve(city.registry, roles.registrar, 'enrol'),
    reserve(city.ledger, roles.agency, 'request', 'requestUnderMandate'),
    reserve(city.ledger, roles.guardian, 'stop'),
    reserve(city.ledger, roles.court, ...courtDoors),
    reserve(city.policies, roles.enforcer, 'exercise'),
    reserve(city.algorithms, roles.guardian, 'freeze', 'freezeAccount'),
    reserve(city.datasets, roles.guardian, 'freeze'),
    grant(roles.registrar, people.registrar),
    grant(roles.guardian, people.guardian),
    grant(roles.enforcer, people.enforcer),
    call(city.access, 'grantRole', roles.court, addressOf(city.court), 0),
    ...people.agencies.flatMap(seat),
  ];
}

/** Founded and handed over: the timelock is the only administrator. Three agencies have seats. */
export async function foundCity(
  verifier: Contract,
  makeSigner?: SignerMaker,
  others: readonly Contract[] = [],
): Promise<GovernedCity> {
  const { founder, ...city } = await deployContracts([verifier, ...others], makeSigner);
  const create = (name: string) => createParticipant(city.factory, verifier, name, makeSigner, others);
  const people: Omit<GovernedCity, keyof CityContracts | 'founder'> = {
    registrar: await create('registrar'),
    guardian: await create('guardian'),
    enforcer: await create('enforcer'),
    agencies: [await create('mobility'), await create('energy'), await create('water')],
    company: await create('company'),
  };
  await act(founder, ...constitution(city, people), call(city.access, 'handOver', addressOf(city.governor)));
  const enrolment = call(city.registry, 'enrol', people.company.address, kinds.company, noProfile);
  await act(people.registrar, enrolment);
  return { ...city, ...people, founder };
}

/** The governed city with signatures that cost nothing. */
export async function governedCity(): Promise<GovernedCity> {
  return foundCity(await deploy('StubVerifier'));
}

/** The governed city whose participants have signers of two algorithms, either of which suffices. */
export async function twoAlgorithmCity(): Promise<GovernedCity> {
  return foundCity(await deploy('StubVerifier'), undefined, [await deploy('StubVerifier')]);
}

/** The governed city with SLH-DSA-SHA2-128s signatures: 0.3 s each. */
export async function postQuantumCity(): Promise<GovernedCity> {
  const verifier = await deploy('SlhDsaSha2128sVerifier');
  return foundCity(verifier, () => slhDsaSigner(verifier, slhDsaKey()));
}
