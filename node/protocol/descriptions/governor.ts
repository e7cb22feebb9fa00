import { decodeFunctionData, type Hex } from 'viem';
import type { Call } from '../call.ts';
import { cityGovernorAbi, cityTimelockAbi, supports } from '../governance-abi.ts';
import { callsOf } from '../proposal.ts';
import { type CallDescription, describe } from './sentences.ts';

/** What a proposal would do, in words. */
export type DescribeCalls = (calls: readonly Call[]) => string;

/** A call of the governor in words; undefined where there is no sentence for it. Throws on foreign data. */
export function describeGovernorCall(data: Hex, inWords: DescribeCalls): CallDescription | undefined {
  const call = decodeFunctionData({ abi: cityGovernorAbi, data });
  switch (call.functionName) {
    case 'propose': {
      const [targets, values, datas, description] = call.args;
      return describe('call.governor.propose', { description, calls: inWords(callsOf(targets, values, datas)) });
    }
    case 'queue':
    case 'execute':
    case 'cancel': {
      const [targets, values, datas] = call.args;
      return describe(`call.governor.${call.functionName}`, { calls: inWords(callsOf(targets, values, datas)) });
    }
    case 'veto': {
      const [targets, values, datas, , reason] = call.args;
      return describe('call.governor.veto', { reason, calls: inWords(callsOf(targets, values, datas)) });
    }
    case 'castVote':
      return describe('call.governor.castVote', { proposal: String(call.args[0]), support: supportWord(call.args[1]) });
    case 'castVoteWithReason': {
      const [proposal, support, reason] = call.args;
      const values = { proposal: String(proposal), support: supportWord(support), reason };
      return describe('call.governor.castVoteWithReason', values);
    }
    case 'castVoteBySig': {
      const [proposal, support, voter] = call.args;
      const values = { proposal: String(proposal), support: supportWord(support), voter };
      return describe('call.governor.castVoteBySig', values);
    }
    case 'castBallots': {
      const ballots = call.args[0].map((one) => `${one.voter} ${supportWord(one.support)} on ${one.proposalId}`);
      return describe('call.governor.castBallots', { count: String(ballots.length), ballots: ballots.join('; ') });
    }
    case 'setVotingDelay':
    case 'setVotingPeriod':
      return describe(`call.governor.${call.functionName}`, { seconds: String(call.args[0]) });
    case 'updateQuorumNumerator':
      return describe('call.governor.updateQuorumNumerator', { percent: String(call.args[0]) });
    default:
      return undefined;
  }
}

/** A call of the timelock in words; undefined where there is no sentence for it. Throws on foreign data. */
export function describeTimelockCall(data: Hex): CallDescription | undefined {
  const call = decodeFunctionData({ abi: cityTimelockAbi, data });
  if (call.functionName !== 'updateDelay') return undefined;
  return describe('call.timelock.updateDelay', { seconds: String(call.args[0]) });
}

function supportWord(support: number): string {
  return supports[support] ?? `support ${support}`;
}
