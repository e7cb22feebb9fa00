import {
  type Abi,
  type Address,
  concat,
  encodeDeployData,
  encodeFunctionData,
  getAddress,
  getContractAddress,
  type Hex,
  hexToBytes,
  parseAbi,
  zeroHash,
} from 'viem';
import { privateKeyToAddress } from 'viem/accounts';
import type { GovernanceSettings } from '../protocol/governance-settings.ts';
import type { Contracts } from '../protocol/network.ts';
import { type Artifact, readArtifact } from './artifacts.ts';
import type { NewGenesis } from './genesis-check.ts';

/** A transaction to be signed with the relay's next nonce. Without `to` it creates a contract. */
export interface DeploymentStep {
  readonly to?: Address;
  readonly data: Hex;
}

/** Asks the chain as it stands after the blocks so far. */
export type DeploymentCall = (to: Address, data: Hex) => Promise<Hex>;

/** How a new ledger gets its contracts: blocks of transactions, and where the contracts are afterwards. */
export interface Deployment {
  blocks(call: DeploymentCall): AsyncGenerator<DeploymentStep[], Contracts>;
  readonly versions: Readonly<Record<string, string>>;
}

export const factoryAbi = parseAbi([
  'function create(bytes[] signers, uint64 threshold, bytes32 salt) returns (address)',
  'function predict(bytes[] signers, uint64 threshold, bytes32 salt) view returns (address)',
]);

/** Where the SLH-DSA verifier of a chain founded by this relay key stands: signers can be written down before the chain exists. */
export function verifierAddress(relayKey: Hex): Address {
  return createdBy(privateKeyToAddress(relayKey), 0n);
}

/** Seconds to reveal a claim, and to score it: what a claim may hold a decision open beyond its window. */
export const courtWindows = [1800, 7200] as const;

/** The deployment of this project's contracts: five blocks, sent by the relay, which keeps no authority over any of them. */
export async function cityDeployment(genesis: NewGenesis, relay: Address): Promise<Deployment> {
  const [verifier, factory, access, registry, ledger, seats, timelock, governor, policies, court] = await Promise.all([
    readArtifact('cryptography/verifiers/SlhDsaSha2128sVerifier.sol'),
    readArtifact('membership/ParticipantAccountFactory.sol'),
    readArtifact('governance/CityAccess.sol'),
    readArtifact('membership/ParticipantRegistry.sol'),
    readArtifact('decisions/DecisionLedger.sol'),
    readArtifact('membership/Seats.sol'),
    readArtifact('governance/CityTimelock.sol'),
    readArtifact('governance/CityGovernor.sol'),
    readArtifact('policy/PolicyRegistry.sol'),
    readArtifact('decisions/ModelCourt.sol'),
  ]);

  async function* blocks(call: DeploymentCall): AsyncGenerator<DeploymentStep[], Contracts> {
    const verifierAt = createdBy(relay, 0n);
    const accountFactory = createdBy(relay, 1n);
    yield [create(verifier, []), create(factory, [])];

    const signers = genesis.founders.signers.map((signer) => completeSigner(verifierAt, signer));
    const args = [signers, BigInt(genesis.founders.threshold), zeroHash] as const;
    const predicted = await call(
      accountFactory,
      encodeFunctionData({ abi: factoryAbi, functionName: 'predict', args }),
    );
    const founder = getAddress(`0x${predicted.slice(-40)}`);
    const accessManager = createdBy(relay, 3n);
    const participantRegistry = createdBy(relay, 4n);
    const policyRegistry = createdBy(relay, 9n);
    const window = genesis.minimumWindowSeconds;
    yield [
      { to: accountFactory, data: encodeFunctionData({ abi: factoryAbi, functionName: 'create', args }) },
      create(access, [founder]),
      create(registry, [accessManager]),
      create(ledger, [accessManager, participantRegistry, policyRegistry, window]),
    ];
    const decisionLedger = createdBy(relay, 5n);
    const seatsAt = createdBy(relay, 6n);
    const timelockAt = createdBy(relay, 7n);
    const governorAt = createdBy(relay, 8n);
    const { timelockDelaySeconds } = genesis.governance;
    yield [
      create(seats, [accessManager, participantRegistry]),
      create(timelock, [governorAt, BigInt(timelockDelaySeconds)]),
      create(governor, [accessManager, participantRegistry, seatsAt, timelockAt, governorSettings(genesis.governance)]),
    ];
    yield [create(policies, [accessManager, participantRegistry])];
    yield [create(court, [decisionLedger, participantRegistry, ...courtWindows])];
    return {
      verifier: verifierAt,
      accountFactory,
      founder,
      accessManager,
      participantRegistry,
      decisionLedger,
      seats: seatsAt,
      timelock: timelockAt,
      governor: governorAt,
      policyRegistry,
      modelCourt: createdBy(relay, 10n),
    };
  }

  return { blocks, versions: { openZeppelin: '5.7.0', solc: '0.8.37' } };
}

/** `GovernorModules.Settings`. */
function governorSettings(governance: GovernanceSettings) {
  return {
    votingDelay: governance.votingDelaySeconds,
    votingPeriod: governance.votingPeriodSeconds,
    minimumVotingPeriod: governance.minimumVotingPeriodSeconds,
    lateQuorumExtension: governance.lateQuorumExtensionSeconds,
    quorumPercent: BigInt(governance.quorumPercent),
  };
}

/** A signer as ERC-7913 wants it: a bare 32-byte key is put behind the verifier's address. */
export function completeSigner(verifier: Address, signer: Hex): Hex {
  return hexToBytes(signer).length === 32 ? concat([verifier, signer]) : signer;
}

function create(artifact: Artifact, args: readonly unknown[]): DeploymentStep {
  const abi: Abi = artifact.abi;
  return { data: encodeDeployData({ abi, bytecode: artifact.bytecode, args: [...args] }) };
}

function createdBy(relay: Address, nonce: bigint): Address {
  return getContractAddress({ from: relay, nonce });
}
