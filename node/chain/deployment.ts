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
import { algorithmNames, algorithms } from '../protocol/algorithms.ts';
import type { GovernanceSettings } from '../protocol/governance-settings.ts';
import { type Contracts, contractNames } from '../protocol/network.ts';
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

/**
 * The deployment of this project's contracts: seven blocks, sent by the relay, which keeps no authority over any of them. The verifiers
 * come before the registry, which pins their code; the founder's account after it, because every account asks that registry.
 */
export async function cityDeployment(genesis: NewGenesis, relay: Address): Promise<Deployment> {
  const code = await readArtifacts();

  async function* blocks(call: DeploymentCall): AsyncGenerator<DeploymentStep[], Contracts> {
    const at = addresses(relay);
    yield [
      create(code.verifier, []),
      create(code.accountFactory, [at.algorithmRegistry]),
      create(code.mlDsa65Verifier, []),
    ];

    const signers = genesis.founders.signers.map((signer) => completeSigner(at.verifier, signer));
    const args = [signers, BigInt(genesis.founders.threshold), zeroHash] as const;
    const predicted = await call(
      at.accountFactory,
      encodeFunctionData({ abi: factoryAbi, functionName: 'predict', args }),
    );
    const founder = getAddress(`0x${predicted.slice(-40)}`);
    const { accessManager, participantRegistry, policyRegistry } = at;
    yield [
      create(code.accessManager, [founder]),
      create(code.participantRegistry, [accessManager]),
      create(code.decisionLedger, [accessManager, participantRegistry, policyRegistry, genesis.minimumWindowSeconds]),
    ];
    const { governance } = genesis;
    const connected = [accessManager, participantRegistry, at.seats, at.timelock];
    yield [
      create(code.seats, [accessManager, participantRegistry]),
      create(code.timelock, [at.governor, BigInt(governance.timelockDelaySeconds)]),
      create(code.governor, [...connected, governorSettings(governance)]),
    ];
    yield [
      create(code.policyRegistry, [accessManager, participantRegistry]),
      create(code.modelCourt, [at.decisionLedger, participantRegistry, ...courtWindows]),
    ];
    yield [create(code.mlDsa44Verifier, []), create(code.hybridVerifier, [at.verifier])];
    yield [
      create(code.algorithmRegistry, [accessManager, at.seats, governance.timelockDelaySeconds, firstAlgorithms(at)]),
      { to: at.accountFactory, data: encodeFunctionData({ abi: factoryAbi, functionName: 'create', args }) },
    ];
    yield [
      create(code.datasetRegistry, [accessManager, participantRegistry]),
      create(code.agreementRegistry, [participantRegistry, at.datasetRegistry]),
    ];
    return { ...at, founder };
  }

  return { blocks, versions: { openZeppelin: '5.7.0', solc: '0.8.37' } };
}

/** Where each contract comes to stand; the founder's account does not, for it is made by the factory. */
function addresses(relay: Address): Contracts {
  const at = (name: keyof Contracts) => createdBy(relay, BigInt(contractNames.indexOf(name)));
  return {
    verifier: at('verifier'),
    accountFactory: at('accountFactory'),
    mlDsa65Verifier: at('mlDsa65Verifier'),
    accessManager: at('accessManager'),
    participantRegistry: at('participantRegistry'),
    decisionLedger: at('decisionLedger'),
    seats: at('seats'),
    timelock: at('timelock'),
    governor: at('governor'),
    policyRegistry: at('policyRegistry'),
    modelCourt: at('modelCourt'),
    mlDsa44Verifier: at('mlDsa44Verifier'),
    hybridVerifier: at('hybridVerifier'),
    algorithmRegistry: at('algorithmRegistry'),
    founder: at('founder'),
    datasetRegistry: at('datasetRegistry'),
    agreementRegistry: at('agreementRegistry'),
  };
}

async function readArtifacts(): Promise<Record<Exclude<keyof Contracts, 'founder'>, Artifact>> {
  return {
    verifier: await readArtifact('cryptography/verifiers/SlhDsaSha2128sVerifier.sol'),
    accountFactory: await readArtifact('membership/ParticipantAccountFactory.sol'),
    mlDsa65Verifier: await readArtifact('cryptography/verifiers/MlDsa65Verifier.sol'),
    accessManager: await readArtifact('governance/CityAccess.sol'),
    participantRegistry: await readArtifact('membership/ParticipantRegistry.sol'),
    decisionLedger: await readArtifact('decisions/DecisionLedger.sol'),
    seats: await readArtifact('membership/Seats.sol'),
    timelock: await readArtifact('governance/CityTimelock.sol'),
    governor: await readArtifact('governance/CityGovernor.sol'),
    policyRegistry: await readArtifact('policy/PolicyRegistry.sol'),
    modelCourt: await readArtifact('decisions/ModelCourt.sol'),
    mlDsa44Verifier: await readArtifact('cryptography/verifiers/MlDsa44Verifier.sol'),
    hybridVerifier: await readArtifact('cryptography/verifiers/HybridVerifier.sol'),
    algorithmRegistry: await readArtifact('cryptography/AlgorithmRegistry.sol'),
    datasetRegistry: await readArtifact('dataspace/DatasetRegistry.sol'),
    agreementRegistry: await readArtifact('dataspace/AgreementRegistry.sol'),
  };
}

/** `IAlgorithmRegistry.FirstAlgorithm`s. */
function firstAlgorithms(at: Contracts) {
  return algorithmNames.map((name) => ({ code: algorithms[name].code, verifier: at[algorithms[name].contract] }));
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
