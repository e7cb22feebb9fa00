import { type Address, encodeAbiParameters, type Hex, padHex, toEventSelector } from 'viem';
import type { Contracts } from '../../../../node/protocol/network.ts';
import { contractNames } from '../../../../node/protocol/network.ts';
import type { CityFacts } from '../../../../node/protocol/seatbelt/facts.ts';
import type { CarriedOut, RunLog } from '../../../../node/protocol/seatbelt/run.ts';

/** An address of forty equal digits. */
export function addressOf(digit: string): Address {
  return `0x${digit.repeat(40)}`;
}

const places = contractNames.map((name, index) => [name, `0x${(index + 1).toString(16).padStart(40, 'c')}`] as const);

/** A network whose contracts live anywhere. */
export const contracts: Contracts = Object.assign(
  {
    verifier: addressOf('0'),
    accountFactory: addressOf('0'),
    founder: addressOf('0'),
    accessManager: addressOf('0'),
    participantRegistry: addressOf('0'),
    decisionLedger: addressOf('0'),
    seats: addressOf('0'),
    timelock: addressOf('0'),
    governor: addressOf('0'),
    policyRegistry: addressOf('0'),
    modelCourt: addressOf('0'),
    mlDsa65Verifier: addressOf('0'),
    mlDsa44Verifier: addressOf('0'),
    hybridVerifier: addressOf('0'),
    algorithmRegistry: addressOf('0'),
    datasetRegistry: addressOf('0'),
    agreementRegistry: addressOf('0'),
  },
  Object.fromEntries(places),
);

export const quiet: CityFacts = {
  time: 1_800_000_000,
  governor: contracts.governor,
  roles: [],
  seats: [addressOf('a'), addressOf('b')],
  participants: [],
  settings: {
    votingDelay: 60,
    votingPeriod: 600,
    lateQuorumExtension: 60,
    quorumPercent: 50,
    timelockDelay: 60,
    minimumWindow: 60,
  },
  doors: [],
  closed: [],
  authorities: [{ contract: contracts.seats, authority: contracts.accessManager }],
  policies: [],
  purposes: [],
  approvals: [],
};

/** A run in which the facts went from one state to another. */
export function runOf(
  before: Partial<CityFacts>,
  after: Partial<CityFacts>,
  rest: Partial<CarriedOut> = {},
): CarriedOut {
  return {
    kind: 'carried-out',
    proposalId: 7n,
    calls: [],
    isAnew: false,
    before: { ...quiet, ...before },
    after: { ...quiet, ...after },
    logs: [],
    storage: [],
    frame: undefined,
    ...rest,
  };
}

/** What a contract at this address says when it emits `RoleGranted` of the access manager. */
export function roleGranted(address: Address, role: bigint, account: Address): RunLog {
  const signature = toEventSelector(
    'event RoleGranted(uint64 indexed roleId, address indexed account, uint32 delay, uint48 since, bool newMember)',
  );
  const topics: Hex[] = [
    signature,
    padHex(`0x${role.toString(16).padStart(2, '0')}`, { size: 32 }),
    padHex(account, { size: 32 }),
  ];
  const data = encodeAbiParameters([{ type: 'uint32' }, { type: 'uint48' }, { type: 'bool' }], [0, 5, true]);
  return { address, topics, data };
}
