import { decodeFunctionData, type Hex } from 'viem';
import { decisionLedgerAbi } from '../abi.ts';
import { type CallDescription, describe } from './sentences.ts';
import { bytes32Text, documentText, timeText } from './values.ts';

/** A call of the decision ledger in words; undefined where there is no sentence for it. Throws on foreign data. */
export function describeLedgerCall(data: Hex): CallDescription | undefined {
  const call = decodeFunctionData({ abi: decisionLedgerAbi, data });
  switch (call.functionName) {
    case 'request': {
      const [terms] = call.args;
      return describe(terms.isRestricted ? 'call.decisionLedger.requestRestricted' : 'call.decisionLedger.request', {
        kind: bytes32Text(terms.kind),
        problem: documentText(terms.problem),
        snapshot: documentText(terms.snapshot),
        recordBy: timeText(terms.recordBy),
        challengeSeconds: String(terms.challengeWindow),
        committee: terms.committee,
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
    case 'finalize':
      return describe('call.decisionLedger.finalize', { id: String(call.args[0]) });
    case 'expire':
      return describe('call.decisionLedger.expire', { id: String(call.args[0]) });
    case 'setMinimumWindow':
      return describe('call.decisionLedger.setMinimumWindow', { seconds: String(call.args[0]) });
    default:
      return undefined;
  }
}
