import { type ContractFunctionArgs, decodeFunctionData, type Hex } from 'viem';
import { decisionLedgerAbi } from '../abi.ts';
import { type CallDescription, describe } from './sentences.ts';
import { bytes32Text, documentText, timeText } from './values.ts';

type Terms = ContractFunctionArgs<typeof decisionLedgerAbi, 'nonpayable', 'request'>[0];

/** A call of the decision ledger in words; undefined where there is no sentence for it. Throws on foreign data. */
export function describeLedgerCall(data: Hex): CallDescription | undefined {
  const call = decodeFunctionData({ abi: decisionLedgerAbi, data });
  switch (call.functionName) {
    case 'request': {
      const [terms] = call.args;
      const key = terms.isRestricted ? 'call.decisionLedger.requestRestricted' : 'call.decisionLedger.request';
      return describe(key, termsValues(terms));
    }
    case 'requestUnderMandate': {
      const [terms, mandate, area, change] = call.args;
      const key = 'call.decisionLedger.requestUnderMandate';
      return describe(terms.isRestricted ? `${key}Restricted` : key, {
        ...termsValues(terms),
        mandate: String(mandate),
        area: bytes32Text(area),
        change: String(change),
      });
    }
    case 'record': {
      const [id, problem, snapshot, outcome] = call.args;
      return describe('call.decisionLedger.record', {
        id: String(id),
        problem: documentText(problem),
        snapshot: documentText(snapshot),
        report: documentText(outcome.report),
        modelRoot: outcome.modelRoot,
        sampleHash: outcome.sampleHash,
        energy: String(outcome.energy),
        bound: String(outcome.bound),
      });
    }
    case 'grantMandate': {
      const [{ kind, area, agency, largestChange, until, perDay }] = call.args;
      return describe('call.decisionLedger.grantMandate', {
        kind: bytes32Text(kind),
        area: bytes32Text(area),
        agency,
        largestChange: String(largestChange),
        until: timeText(until),
        perDay: String(perDay),
      });
    }
    case 'revokeMandate':
      return describe('call.decisionLedger.revokeMandate', { mandate: String(call.args[0]) });
    case 'object':
      return describe('call.decisionLedger.object', { id: String(call.args[0]), modelRoot: call.args[1] });
    case 'resolveObjection': {
      const [id, isUpheld] = call.args;
      const key = isUpheld ? 'call.decisionLedger.upholdObjection' : 'call.decisionLedger.rejectObjection';
      return describe(key, { id: String(id) });
    }
    case 'beat': {
      const [id, sampleHash, energy, author] = call.args;
      return describe('call.decisionLedger.beat', { id: String(id), sampleHash, energy: String(energy), author });
    }
    case 'strike':
      return describe('call.decisionLedger.strike', { id: String(call.args[0]), cause: bytes32Text(call.args[1]) });
    case 'finalize':
    case 'expire':
    case 'enact':
    case 'decline':
    case 'stop':
    case 'suspendForChallenge':
    case 'resumeFromChallenge':
      return describe(`call.decisionLedger.${call.functionName}`, { id: String(call.args[0]) });
    case 'setMinimumWindow':
      return describe('call.decisionLedger.setMinimumWindow', { seconds: String(call.args[0]) });
    default:
      return undefined;
  }
}

function termsValues(terms: Terms): Record<string, string> {
  return {
    kind: bytes32Text(terms.kind),
    problem: documentText(terms.problem),
    snapshot: documentText(terms.snapshot),
    recordBy: timeText(terms.recordBy),
    challengeSeconds: String(terms.challengeWindow),
    committee: terms.committee,
  };
}
