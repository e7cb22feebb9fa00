import { type Address, decodeFunctionData, type Hex, hexToString, trim } from 'viem';
import { decisionLedgerAbi, decisionStates } from '../abi.ts';
import { decisionSlots, decisionStateOf, standingSlots } from '../account-storage.ts';
import { digestOfCid } from '../cid.ts';
import { NodeError } from '../errors.ts';
import { isSameScope, scopeOf } from '../problems/problem.ts';
import type { Receipt } from '../receipt.ts';
import { decodeRecord } from '../record-call.ts';
import { callsTo, type SignedCall } from '../signed-call.ts';
import { outcomeOf, type ReportOutcome } from '../verify-report.ts';
import { brokenStep, type Check, type CheckDetail, checkOf, type Found, find, requireFound, step } from './check.ts';
import type { Content } from './content.ts';
import { courseOf } from './course.ts';
import type { Evidence } from './evidence.ts';

/** Check 6: the chain of headers up to the anchor holds exactly this request, this record and this report. */
export function checkRecorded(receipt: Receipt, evidence: Evidence, content: Content): Check {
  const { requested, recorded, finalized, request, record } = evidence;
  const details = [
    attempt('headers', () => requireHeaders(receipt, evidence)),
    eventStep('requested', requested),
    eventStep('recorded', recorded),
    ...(finalized === undefined ? [] : [eventStep('finalized', finalized)]),
    ...attemptSteps(evidence),
    attempt('request-call', () => requireRequestCall(receipt, evidence, requireFound(request.call))),
    attempt('record-call', () => requireRecordCall(receipt, evidence, requireFound(record.call))),
    attempt('times', () => requireTimes(evidence)),
    attempt('standing', () => requireStanding(receipt, evidence)),
    ...standingSteps(evidence),
    ...reportSteps(evidence, content),
    ...mandateSteps(evidence, content),
  ];
  return checkOf('recorded', details, {
    block: receipt.events.recorded.blockNumber,
    anchorBlock: receipt.anchor.blockNumber,
    headers: receipt.headers.length,
  });
}

function requireHeaders({ anchor }: Receipt, { headers }: Evidence): void {
  const { first, last } = requireFound(headers);
  requireSame('anchor block', last.number, anchor.blockNumber);
  requireSame('anchor hash', last.hash, anchor.blockHash);
  if (first.number === 0) requireSame('genesis hash', first.hash, anchor.genesisHash);
}

function requireRequestCall({ anchor, contracts }: Receipt, evidence: Evidence, call: SignedCall): void {
  const { agency, terms } = requireFound(evidence.requested);
  const mandate = requireFound(evidence.mandate);
  requireCaller(call, agency, anchor.chainId);
  const isRequest = (data: Hex) => {
    const { functionName, args } = decodeFunctionData({ abi: decisionLedgerAbi, data });
    if (mandate === undefined) return functionName === 'request' && sameFields(args[0], terms);
    if (functionName !== 'requestUnderMandate') return false;
    const [signed, mandateId, area, change] = args;
    return sameFields(signed, terms) && sameFields({ mandateId, area, change }, mandate);
  };
  if (!callsTo(call, contracts.decisionLedger).some(isRequest)) throw new NodeError('CALL_OF_OTHER_KIND');
}

/** The committee signed the question that was asked and the outcome that was recorded. */
function requireRecordCall({ anchor, contracts, decisionId }: Receipt, evidence: Evidence, call: SignedCall): void {
  const { terms } = requireFound(evidence.requested);
  const { committee, outcome } = requireFound(evidence.recorded);
  requireCaller(call, committee, anchor.chainId);
  const records = callsTo(call, contracts.decisionLedger).map(decodeRecord);
  const signed = records.find((record) => record?.decisionId === BigInt(decisionId));
  if (signed === undefined) throw new NodeError('CALL_OF_OTHER_KIND');
  requireSame('problem', terms.problem, signed.problem);
  requireSame('snapshot', terms.snapshot, signed.snapshot);
  requireOutcome(outcome, signed.outcome);
}

function requireCaller({ batch, chainId }: SignedCall, account: Address, expectedChainId: number): void {
  requireSame('account', batch.account.toLowerCase(), account.toLowerCase());
  if (chainId !== undefined) requireSame('chain id', chainId, expectedChainId);
}

/** The ledger's own rules once more, from the block headers' times. */
function requireTimes({ requested, recorded }: Evidence): void {
  const { terms, header: requestHeader } = requireFound(requested);
  const { header, challengeUntil } = requireFound(recorded);
  requireOrder(requestHeader.number <= header.number, 'requested before recorded');
  requireOrder(header.timestamp <= terms.recordBy, 'recorded by the deadline');
  requireOrder(challengeUntil === header.timestamp + terms.challengeWindow, 'the window requested');
}

/** What the ledger says of the decision at the anchor block: a later strike or a better sample cannot be left out. */
function requireStanding(receipt: Receipt, evidence: Evidence): void {
  const { storage } = requireFound(evidence.standing);
  const { address, storageProofs } = receipt.standing;
  const expected = standingSlots(BigInt(receipt.decisionId));
  const isAboutDecision =
    storageProofs.length === expected.length && expected.every((slot, index) => storageProofs[index]?.slot === slot);
  if (address !== receipt.contracts.decisionLedger || !isAboutDecision) throw new NodeError('PROOF_OF_OTHER_ACCOUNT');
  const course = courseOf(evidence);
  const slots = decisionSlots(BigInt(receipt.decisionId));
  const word = (slot: Hex): bigint => storage.get(slot) ?? 0n;
  requireSame('state', decisionStates[decisionStateOf(word(slots.state))] ?? 'unknown', course.state);
  requireSame('sample hash', word(slots.sampleHash), BigInt(course.sampleHash));
  requireSame('energy', BigInt.asIntN(256, word(slots.energy)), course.energy);
}

/** One step for everything else that happened to the answer. */
function attemptSteps({ steps }: Evidence): CheckDetail[] {
  if (!steps.ok) return [brokenStep('steps', steps.error)];
  return steps.value.map(({ header, event }) =>
    step(event.eventName, true, '', { block: header.number, at: header.timestamp }),
  );
}

/** An answer that was struck is recorded, and yet stands no more. */
function standingSteps(evidence: Evidence): CheckDetail[] {
  const course = find(() => courseOf(evidence));
  if (!course.ok || course.value.state !== 'STRUCK') return [];
  const { cause = '', finding } = course.value;
  const found = finding === undefined ? {} : { found: finding.isBroken ? 'a rule broken' : finding.energy };
  return [step('not-struck', false, 'DECISION_STRUCK', { cause, ...found })];
}

/** A request under a standing mandate says where and how much it changes: exactly what its problem and snapshot say. */
function mandateSteps({ mandate }: Evidence, { problem, snapshot }: Content): CheckDetail[] {
  if (mandate.ok && mandate.value === undefined) return [];
  if (!problem.ok || !snapshot.ok)
    return [{ name: 'mandate', state: 'not-checked', values: {}, reason: 'CONTENT_FAILED' }];
  return [
    attempt('mandate', () => {
      const said = requireFound(mandate);
      const scope = scopeOf(snapshot.value, problem.value);
      if (said !== undefined && !isSameScope(scope, said))
        throw new NodeError('MANDATE_MISMATCH', { area: scope.area, change: scope.change });
    }),
  ];
}

function reportSteps({ requested, recorded }: Evidence, { report }: Content): CheckDetail[] {
  if (!report.ok) return [{ name: 'report', state: 'not-checked', values: {}, reason: 'CONTENT_FAILED' }];
  const { problem, snapshot } = report.value;
  return [
    attempt('terms', () => {
      const { terms } = requireFound(requested);
      requireSame('problem', digestOfCid(problem), terms.problem);
      requireSame('snapshot', digestOfCid(snapshot), terms.snapshot);
      requireSame('committee', requireFound(recorded).committee, terms.committee);
    }),
    attempt('outcome', () => requireOutcome(outcomeOf(report.value), requireFound(recorded).outcome)),
  ];
}

function requireOutcome(expected: ReportOutcome, found: ReportOutcome): void {
  requireSame('report', expected.report, found.report);
  requireSame('model root', expected.modelRoot, found.modelRoot);
  requireSame('sample hash', expected.sampleHash, found.sampleHash);
  requireSame('energy', expected.energy, found.energy);
  requireSame('bound', expected.bound, found.bound);
}

/** The text of a bytes32 that holds one, left-aligned and zero padded. */
export function textOfWord(word: Hex): string {
  return hexToString(trim(word, { dir: 'right' }));
}

function sameFields<T extends object>(one: T, other: T): boolean {
  const fields = new Map<string, unknown>(Object.entries(other));
  return Object.entries(one).every(([name, value]) => fields.get(name) === value);
}

function requireSame<T extends string | number | bigint>(field: string, expected: T, found: T): void {
  if (expected !== found) throw new NodeError('RECORD_MISMATCH', { field, expected, found });
}

function requireOrder(holds: boolean, rule: string): void {
  if (!holds) throw new NodeError('TIMES_WRONG', { rule });
}

function eventStep<T extends { header: { number: number; timestamp: number } }>(
  name: string,
  found: Found<T>,
): CheckDetail {
  if (!found.ok) return brokenStep(name, found.error);
  return step(name, true, '', { block: found.value.header.number, at: found.value.header.timestamp });
}

function attempt(name: string, require: () => void): CheckDetail {
  try {
    require();
    return step(name, true, '');
  } catch (error) {
    return brokenStep(name, error);
  }
}
