import { type Abi, type Address, type Hex, isAddressEqual, type PublicClient } from 'viem';
import { decisionLedgerAbi, participantKinds, participantRegistryAbi } from '../../protocol/abi.ts';
import { type ContractName, contractAbis } from '../../protocol/contract-abis.ts';
import { cityAccessAbi, cityGovernorAbi, cityTimelockAbi, seatsAbi } from '../../protocol/governance-abi.ts';
import type { Contracts } from '../../protocol/network.ts';
import { nameOfBytes } from '../../protocol/policy/names.ts';
import { policyRegistryAbi, policyStates } from '../../protocol/policy/policy-abi.ts';
import type { CityFacts, ParticipantFact, PolicyFact, RoleFact, Subjects } from '../../protocol/seatbelt/facts.ts';

export interface FactsAt {
  readonly client: PublicClient;
  readonly contracts: Contracts;
  readonly blockNumber: number;
}

const statuses = ['NONE', 'ACTIVE', 'SUSPENDED'] as const;

/** Asks the contracts, as of one block, for everything that a vote can set and for what the subjects name. */
export async function readFacts({ client, contracts, blockNumber }: FactsAt, subjects: Subjects): Promise<CityFacts> {
  const at = { blockNumber: BigInt(blockNumber) };
  const access = { ...at, address: contracts.accessManager, abi: cityAccessAbi } as const;
  const governor = { ...at, address: contracts.governor, abi: cityGovernorAbi } as const;
  const policies = { ...at, address: contracts.policyRegistry, abi: policyRegistryAbi } as const;
  const registry = { ...at, address: contracts.participantRegistry, abi: participantRegistryAbi } as const;

  async function rolesOf(role: bigint): Promise<RoleFact[]> {
    const members = await client.readContract({ ...access, functionName: 'roleMembers', args: [role] });
    return Promise.all(
      members.map(async (account) => {
        const args = [role, account] as const;
        const [since, until, proposal] = await client.readContract({ ...access, functionName: 'roleGrant', args });
        const [, current, pending] = await client.readContract({ ...access, functionName: 'getAccess', args });
        return {
          role,
          account: lower(account),
          since,
          until,
          proposal,
          delaySeconds: pending === 0 ? current : pending,
        };
      }),
    );
  }

  async function participant(account: Address): Promise<ParticipantFact> {
    const [kind, status, profile] = await client.readContract({
      ...registry,
      functionName: 'participant',
      args: [account],
    });
    return {
      account,
      kind: participantKinds[kind] ?? 'NONE',
      status: statuses[status] ?? 'NONE',
      profile: Object.values(profile).join(' '),
    };
  }

  async function policy(id: number): Promise<PolicyFact> {
    const args = [BigInt(id)] as const;
    const count = Number(await client.readContract({ ...policies, functionName: 'policyCount' }));
    if (id > count) return { id, state: 'NONE', owner: zero, reviewBy: 0, rules: '0x' };
    const [terms, state] = await client.readContract({ ...policies, functionName: 'policy', args });
    const rules = await client.readContract({ ...policies, functionName: 'rulesOf', args });
    return { id, state: policyStates[state] ?? 'NONE', owner: lower(terms.owner), reviewBy: terms.reviewBy, rules };
  }

  const read = (functionName: 'votingDelay' | 'votingPeriod' | 'lateQuorumVoteExtension' | 'quorumNumerator') =>
    client.readContract({ ...governor, functionName });
  const timelock = { ...at, address: contracts.timelock, abi: cityTimelockAbi } as const;
  const ledger = { ...at, address: contracts.decisionLedger, abi: decisionLedgerAbi } as const;
  const block = await client.getBlock(at);
  const managed = managedContracts(contracts);
  return {
    time: Number(block.timestamp),
    governor: lower(await client.readContract({ ...access, functionName: 'governance' })),
    roles: (await Promise.all(subjects.roles.map(rolesOf))).flat(),
    seats: (
      await client.readContract({ ...at, address: contracts.seats, abi: seatsAbi, functionName: 'seatedAgencies' })
    ).map(lower),
    participants: await Promise.all(subjects.accounts.map(participant)),
    settings: {
      votingDelay: Number(await read('votingDelay')),
      votingPeriod: Number(await read('votingPeriod')),
      lateQuorumExtension: Number(await read('lateQuorumVoteExtension')),
      quorumPercent: Number(await read('quorumNumerator')),
      timelockDelay: Number(await client.readContract({ ...timelock, functionName: 'getMinDelay' })),
      minimumWindow: Number(await client.readContract({ ...ledger, functionName: 'minimumWindow' })),
    },
    doors: await Promise.all(
      subjects.doors.map(async ({ target, selector }) => {
        const args = [target, selector] as const;
        return {
          target,
          selector,
          role: await client.readContract({ ...access, functionName: 'getTargetFunctionRole', args }),
        };
      }),
    ),
    closed: await closedOf(managed),
    authorities: await Promise.all(
      managed.map(async (contract) => {
        const authority = await client.readContract({
          ...at,
          address: contract,
          abi: seatsAbi,
          functionName: 'authority',
        });
        return { contract, authority: lower(authority) };
      }),
    ),
    policies: await Promise.all(subjects.policies.map(policy)),
    purposes: await Promise.all(
      subjects.purposes.map(async (purpose) => {
        const isVoted = await client.readContract({ ...policies, functionName: 'isVotedPurpose', args: [purpose] });
        return { purpose: nameOfBytes(purpose), isVoted };
      }),
    ),
    approvals: await Promise.all(
      subjects.approvals.map(async (one) => {
        const args = [BigInt(one.policyId), BigInt(one.ruleIndex), one.participant] as const;
        const [, until] = await client.readContract({ ...policies, functionName: 'usageOf', args });
        return { ...one, until };
      }),
    ),
  };

  async function closedOf(targets: readonly Address[]): Promise<Address[]> {
    const answers = await Promise.all(
      targets.map((target) => client.readContract({ ...access, functionName: 'isTargetClosed', args: [target] })),
    );
    return targets.filter((_, index) => answers[index] === true);
  }
}

const zero: Address = `0x${'0'.repeat(40)}`;

/** The contracts that ask the access manager who may call them. */
function managedContracts(contracts: Contracts): Address[] {
  const names = Object.keys(contractAbis).filter((name): name is ContractName => name in contracts);
  const isManaged = (abi: Abi) => abi.some((item) => item.type === 'function' && item.name === 'setAuthority');
  const managed = names.filter((name) => isManaged(contractAbis[name])).map((name) => lower(contracts[name]));
  return managed.filter((one) => !isAddressEqual(one, contracts.accessManager));
}

function lower(address: Hex): Address {
  return `0x${address.slice(2).toLowerCase()}`;
}
