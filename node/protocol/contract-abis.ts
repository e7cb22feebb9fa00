import type { Abi, Address } from 'viem';
import {
  decisionLedgerAbi,
  participantAccountAbi,
  participantAccountFactoryAbi,
  participantRegistryAbi,
} from './abi.ts';
import { algorithmRegistryAbi } from './algorithm-abi.ts';
import { modelCourtAbi } from './court/court-abi.ts';
import { agreementRegistryAbi } from './dataset/agreement-abi.ts';
import { datasetRegistryAbi } from './dataset/dataset-abi.ts';
import { cityAccessAbi, cityGovernorAbi, cityTimelockAbi, seatsAbi } from './governance-abi.ts';
import type { Contracts } from './network.ts';
import { policyRegistryAbi } from './policy/policy-abi.ts';

export type ContractName = keyof Contracts;

/** What each contract of a network speaks. Whoever adds a contract adds it here: the type asks for it. */
export const contractAbis: Readonly<Record<ContractName, Abi>> = {
  verifier: [],
  accountFactory: participantAccountFactoryAbi,
  founder: participantAccountAbi,
  accessManager: cityAccessAbi,
  participantRegistry: participantRegistryAbi,
  decisionLedger: decisionLedgerAbi,
  seats: seatsAbi,
  timelock: cityTimelockAbi,
  governor: cityGovernorAbi,
  policyRegistry: policyRegistryAbi,
  modelCourt: modelCourtAbi,
  mlDsa65Verifier: [],
  mlDsa44Verifier: [],
  hybridVerifier: [],
  algorithmRegistry: algorithmRegistryAbi,
  datasetRegistry: datasetRegistryAbi,
  agreementRegistry: agreementRegistryAbi,
};

/** The network's contracts as a person calls them. */
export const contractWords: Readonly<Record<ContractName, string>> = {
  verifier: 'signature verifier',
  accountFactory: 'account factory',
  founder: 'founder’s account',
  accessManager: 'access manager',
  participantRegistry: 'participant registry',
  decisionLedger: 'decision ledger',
  seats: 'seats',
  timelock: 'timelock',
  governor: 'governor',
  policyRegistry: 'policy registry',
  modelCourt: 'model court',
  mlDsa65Verifier: 'ML-DSA-65 verifier',
  mlDsa44Verifier: 'ML-DSA-44 verifier',
  hybridVerifier: 'hybrid verifier',
  algorithmRegistry: 'registry of algorithms',
  datasetRegistry: 'dataset registry',
  agreementRegistry: 'agreement registry',
};

/** Which of the network's contracts lives at an address; undefined for any other address. */
export function contractAt(contracts: Contracts, address: Address): ContractName | undefined {
  const names = Object.keys(contractAbis).filter(isContractName);
  return names.find((name) => contracts[name].toLowerCase() === address.toLowerCase());
}

function isContractName(name: string): name is ContractName {
  return name in contractAbis;
}
