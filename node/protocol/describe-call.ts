import { type Abi, type Address, decodeFunctionData, encodeFunctionData, type Hex, isAddressEqual } from 'viem';
import {
  decisionLedgerAbi,
  participantAccountAbi,
  participantAccountFactoryAbi,
  participantRegistryAbi,
} from './abi.ts';
import { algorithmRegistryAbi } from './algorithm-abi.ts';
import type { Call, CallBatch } from './call.ts';
import { modelCourtAbi } from './court/court-abi.ts';
import { agreementRegistryAbi } from './dataset/agreement-abi.ts';
import { datasetRegistryAbi } from './dataset/dataset-abi.ts';
import { describeAccessCall } from './descriptions/access-manager.ts';
import { describeAgreementCall } from './descriptions/agreement-registry.ts';
import { describeAlgorithmCall } from './descriptions/algorithm-registry.ts';
import { describeDatasetCall } from './descriptions/dataset-registry.ts';
import { describeLedgerCall } from './descriptions/decision-ledger.ts';
import { describeGovernorCall, describeTimelockCall } from './descriptions/governor.ts';
import { describeCourtCall } from './descriptions/model-court.ts';
import { describeAccountCall, describeFactoryCall } from './descriptions/participant-account.ts';
import { describeRegistryCall } from './descriptions/participant-registry.ts';
import { describePolicyCall } from './descriptions/policy-registry.ts';
import { describeSeatsCall } from './descriptions/seats.ts';
import { type CallDescription, describe } from './descriptions/sentences.ts';
import { valueText } from './descriptions/values.ts';
import { cityAccessAbi, cityGovernorAbi, cityTimelockAbi, seatsAbi } from './governance-abi.ts';
import type { Contracts } from './network.ts';
import { policyRegistryAbi } from './policy/policy-abi.ts';

interface Known {
  address: Address;
  abi: Abi;
  describe: (data: Hex) => CallDescription | undefined;
}

/**
 * What a signer of this batch agrees to, call by call, read from the calls' bytes and the contracts' ABI alone.
 * What it cannot read it says so, and shows.
 */
export function describeBatch(batch: Pick<CallBatch, 'account' | 'calls'>, contracts: Contracts): CallDescription[] {
  const known = knownContracts(batch.account, contracts);
  return batch.calls.map((call) => describeCall(call, known));
}

/** What the calls of a proposal do when the timelock makes them, numbered. */
export function describeProposal(calls: readonly Call[], contracts: Contracts): string {
  const lines = describeBatch({ account: contracts.timelock, calls }, contracts);
  return lines.map(({ text }, index) => `(${index + 1}) ${text}`).join('; ');
}

function describeCall(call: Call, known: readonly Known[]): CallDescription {
  const { target, value, data } = call;
  if (value !== 0n) return describe('call.payment', { value: String(value), target, data });
  const contract = known.find(({ address }) => isAddressEqual(address, target));
  const unknown = describe('call.unknown', { target, data });
  if (contract === undefined) return unknown;
  try {
    return isCanonical(contract.abi, data) ? (contract.describe(data) ?? describeGenerally(contract, call)) : unknown;
  } catch {
    return unknown;
  }
}

/** Whether the data are the one standard encoding of what they decode to: nothing hides beside what is shown. */
function isCanonical(abi: Abi, data: Hex): boolean {
  return encodeFunctionData({ abi, ...decodeFunctionData({ abi, data }) }) === data.toLowerCase();
}

function describeGenerally({ abi }: Known, { target, data }: Call): CallDescription {
  const { functionName, args = [] } = decodeFunctionData({ abi, data });
  return describe('call.known', { name: functionName, target, values: args.map(valueText).join(', ') });
}

function knownContracts(account: Address, contracts: Contracts): Known[] {
  return [
    { address: contracts.decisionLedger, abi: decisionLedgerAbi, describe: describeLedgerCall },
    { address: contracts.modelCourt, abi: modelCourtAbi, describe: describeCourtCall },
    { address: contracts.participantRegistry, abi: participantRegistryAbi, describe: describeRegistryCall },
    { address: contracts.accessManager, abi: cityAccessAbi, describe: describeAccessCall },
    { address: contracts.seats, abi: seatsAbi, describe: describeSeatsCall },
    { address: contracts.policyRegistry, abi: policyRegistryAbi, describe: describePolicyCall },
    { address: contracts.algorithmRegistry, abi: algorithmRegistryAbi, describe: describeAlgorithmCall },
    { address: contracts.datasetRegistry, abi: datasetRegistryAbi, describe: describeDatasetCall },
    { address: contracts.agreementRegistry, abi: agreementRegistryAbi, describe: describeAgreementCall },
    { address: contracts.timelock, abi: cityTimelockAbi, describe: describeTimelockCall },
    {
      address: contracts.governor,
      abi: cityGovernorAbi,
      describe: (data) => describeGovernorCall(data, (calls) => describeProposal(calls, contracts)),
    },
    { address: contracts.accountFactory, abi: participantAccountFactoryAbi, describe: describeFactoryCall },
    { address: account, abi: participantAccountAbi, describe: describeAccountCall },
  ];
}
