import { decodeEventLog } from 'viem';
import { contractAbis, contractAt, contractWords } from '../contract-abis.ts';
import { valueText } from '../descriptions/values.ts';
import type { Contracts } from '../network.ts';
import { type Effect, effect } from './effect.ts';
import type { RunLog } from './run.ts';
import { plainLog } from './subjects.ts';

/** Events whose meaning is told by what the contracts answer before and after, and those that every execution leaves. */
const toldOtherwise: ReadonlySet<string> = new Set([
  'accessManager.RoleGranted',
  'accessManager.RoleGrantRecorded',
  'accessManager.RoleRevoked',
  'accessManager.TargetFunctionRoleUpdated',
  'accessManager.TargetClosed',
  'accessManager.HandedOver',
  'accessManager.RoleLabel',
  'accessManager.RoleGrantDelayChanged',
  'accessManager.RoleGuardianChanged',
  'accessManager.TargetAdminDelayUpdated',
  'seats.SeatGranted',
  'seats.SeatWithdrawn',
  'seats.SeatRotated',
  'seats.DelegateChanged',
  'seats.DelegateVotesChanged',
  'participantRegistry.ParticipantEnrolled',
  'participantRegistry.ParticipantSuspended',
  'participantRegistry.ParticipantReinstated',
  'participantRegistry.ProfileUpdated',
  'governor.VotingDelaySet',
  'governor.VotingPeriodSet',
  'governor.LateQuorumVoteExtensionSet',
  'governor.QuorumNumeratorUpdated',
  'governor.ProposalCanceled',
  'governor.ProposalExecuted',
  'timelock.CallExecuted',
  'timelock.MinDelayChange',
  'decisionLedger.MinimumWindowSet',
  'decisionLedger.MandateGranted',
  'decisionLedger.MandateRevoked',
  'decisionLedger.DecisionEnacted',
  'decisionLedger.DecisionDeclined',
  'decisionLedger.ObjectionResolved',
  'policyRegistry.PolicyPublished',
  'policyRegistry.PolicyRetired',
  'policyRegistry.PurposeSet',
  'policyRegistry.ParticipantApproved',
]);

/**
 * Everything else that the network's contracts record. Events of other contracts are not looked at: their code may say
 * whatever it likes. `isKnown` is false where nothing could be asked before and after; then every event is told.
 */
export function eventEffects(logs: readonly RunLog[], contracts: Contracts, isKnown: boolean): Effect[] {
  return logs.flatMap((log) => {
    const contract = contractAt(contracts, log.address);
    if (contract === undefined) return [];
    const { name, values } = decode(log, contract);
    const isRoutine = name === 'ProposalExecuted' || name === 'CallExecuted';
    if (isKnown ? toldOtherwise.has(`${contract}.${name}`) || name === 'AuthorityUpdated' : isRoutine) return [];
    const words = { contract: contractWords[contract], event: name, values };
    return [effect('seatbelt.event', words, { contract })];
  });
}

function decode(log: RunLog, contract: keyof typeof contractAbis): { name: string; values: string } {
  try {
    const { topics, data } = plainLog(log);
    const { eventName, args } = decodeEventLog({ abi: contractAbis[contract], topics, data });
    const pairs = Object.entries(args ?? {}).map(([name, value]) => `${name} ${valueText(value)}`);
    return { name: eventName ?? 'an event', values: pairs.join(', ') };
  } catch {
    return { name: 'an event that nobody here can read', values: [...log.topics, log.data].join(' ') };
  }
}
