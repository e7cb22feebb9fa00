import { addressOf, type Contract, deploy, ethers, method } from './network.fixture.ts';

export const roles = { admin: 0n, agency: 1n, registrar: 2n, guardian: 3n, enforcer: 4n, court: 5n } as const;
export const kinds = { none: 0, agency: 1, company: 2, operator: 3, citizen: 4 } as const;
export const minimumWindow = 60;
export const noProfile = { document: ethers.ZeroHash, mlDsa65Key: ethers.ZeroHash, ageRecipient: ethers.ZeroHash };

async function actors() {
  const [admin, registrar, guardian, agency, committee, citizen, stranger] = await ethers.getSigners();
  if (!admin || !registrar || !guardian || !agency || !committee || !citizen || !stranger)
    throw new RangeError('seven');
  return { admin, registrar, guardian, agency, committee, citizen, stranger };
}

async function allow(manager: Contract, target: Contract, names: string[], role: bigint): Promise<void> {
  const selectors = names.map((name) => method(target, name).fragment.selector);
  await method(manager, 'setTargetFunctionRole')(target, selectors, role);
}

/** What the model court alone may do to a decision. */
export const courtDoors = ['suspendForChallenge', 'resumeFromChallenge', 'beat', 'strike'];

/** Seconds to reveal a claim, and to score it. */
export const courtWindows = [100, 200] as const;

export function deployCourt(ledger: Contract, registry: Contract): Promise<Contract> {
  return deploy('ModelCourt', addressOf(ledger), addressOf(registry), ...courtWindows);
}

/** Registry and ledger under an access manager with the city's roles; one agency and one committee are enrolled. */
export async function deployCity() {
  const people = await actors();
  const manager = await ethers.deployContract('CityAccess', [people.admin.address]);
  const registry = await deploy('ParticipantRegistry', await manager.getAddress());
  const policies = await deploy('PolicyRegistry', addressOf(manager), addressOf(registry));
  const ledger = await deploy(
    'DecisionLedger',
    addressOf(manager),
    addressOf(registry),
    addressOf(policies),
    minimumWindow,
  );
  const court = await deployCourt(ledger, registry);
  await allow(manager, registry, ['enrol'], roles.registrar);
  await allow(manager, registry, ['suspend', 'reinstate'], roles.guardian);
  await allow(manager, ledger, ['request', 'requestUnderMandate'], roles.agency);
  await allow(manager, ledger, ['stop'], roles.guardian);
  await allow(manager, ledger, courtDoors, roles.court);
  await method(manager, 'grantRole')(roles.registrar, people.registrar.address, 0);
  await method(manager, 'grantRole')(roles.court, addressOf(court), 0);
  await method(manager, 'grantRole')(roles.guardian, people.guardian.address, 0);
  await method(manager, 'grantRole')(roles.agency, people.agency.address, 0);
  await method(registry, 'enrolAgency')(people.agency.address, noProfile);
  await method(as(registry, people.registrar), 'enrol')(people.committee.address, kinds.operator, noProfile);
  return { ...people, manager, registry, policies, ledger, modelCourt: court };
}

export type City = Awaited<ReturnType<typeof deployCity>>;
export type Person = City['admin'];

/** The same contract, called by `person`. */
export function as(contract: Contract, person: Person): Contract {
  return new ethers.Contract(addressOf(contract), contract.interface, person);
}
