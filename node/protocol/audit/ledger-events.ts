import { type Address, decodeEventLog, type Hex } from 'viem';
import { decisionLedgerAbi } from '../abi.ts';
import { NodeError } from '../errors.ts';
import type { Header, HeaderChain } from '../header.ts';
import type { EventProof, Receipt } from '../receipt.ts';
import { type Log, provenLogs } from '../transaction-receipt.ts';
import { decodeProof } from '../trie.ts';
import type { ReportOutcome } from '../verify-report.ts';
import { type Found, find } from './check.ts';
import { type CourtFinding, readFinding } from './court-finding.ts';

export interface Terms {
  readonly kind: Hex;
  readonly problem: Hex;
  readonly snapshot: Hex;
  readonly isRestricted: boolean;
  readonly recordBy: number;
  readonly challengeWindow: number;
  readonly committee: Address;
}

export interface RequestedEvent {
  readonly header: Header;
  readonly agency: Address;
  readonly terms: Terms;
}

export interface RecordedEvent {
  readonly header: Header;
  readonly place: EventProof;
  readonly committee: Address;
  readonly outcome: ReportOutcome;
  readonly challengeUntil: number;
}

/** What may happen to an answer after it was recorded, by the names of the ledger's events. */
export const stepEventNames = [
  'DecisionFinalized',
  'DecisionEnacted',
  'DecisionDeclined',
  'DecisionStopped',
  'DecisionObjected',
  'ObjectionResolved',
  'DecisionSuspended',
  'DecisionResumed',
  'DecisionBeaten',
  'DecisionStruck',
] as const;
type StepEventName = (typeof stepEventNames)[number];

export interface StepEvent {
  readonly header: Header;
  readonly place: EventProof;
  readonly event: Extract<LedgerLog, { eventName: StepEventName }>;
  /** Of a strike: what a court found in the same transaction. */
  readonly finding?: CourtFinding | undefined;
}

/** What a request under a standing mandate says of itself. */
export interface MandateEvent {
  readonly mandateId: bigint;
  readonly area: Hex;
  readonly change: bigint;
}

export interface LedgerEvents {
  readonly requested: Found<RequestedEvent>;
  readonly recorded: Found<RecordedEvent>;
  readonly finalized: Found<StepEvent> | undefined;
  /** All others, in the order of the receipt. */
  readonly steps: Found<readonly StepEvent[]>;
  /** From the logs of the request's transaction, all of which are proven: it cannot be left out. */
  readonly mandate: Found<MandateEvent | undefined>;
}

/** The decision's events, each proven in its block, emitted by the ledger and about this decision. */
export function provenEvents(receipt: Receipt, chain: () => HeaderChain): LedgerEvents {
  const { requested, recorded, finalized, steps = [] } = receipt.events;
  const prove = (event: EventProof) => proven(receipt, chain(), event);
  return {
    requested: find(() => readRequested(prove(requested))),
    recorded: find(() => readRecorded(prove(recorded))),
    finalized: finalized === undefined ? undefined : find(() => readFinalized(prove(finalized))),
    steps: find(() => steps.map((step) => readStep(prove(step)))),
    mandate: find(() => readMandate(receipt, chain())),
  };
}

type LedgerLog = ReturnType<typeof decodeLedgerLog>;
interface ProvenLog {
  readonly header: Header;
  readonly place: EventProof;
  readonly event: LedgerLog;
  /** The log right before it in its transaction. */
  readonly before: Log | undefined;
}

function proven(receipt: Receipt, chain: HeaderChain, proof: EventProof): ProvenLog {
  const header = chain.at(proof.blockNumber);
  const logs = provenLogs(header.receiptsRoot, proof.transactionIndex, decodeProof(proof.proof));
  const log = logs[proof.logIndex];
  if (log === undefined) throw new NodeError('EVENT_ABSENT', { logIndex: proof.logIndex });
  if (log.address !== receipt.contracts.decisionLedger)
    throw new NodeError('EVENT_OF_OTHER_CONTRACT', { address: log.address });
  const event = decodeLedgerLog(log);
  if (!('id' in event.args) || event.args.id !== BigInt(receipt.decisionId))
    throw new NodeError('EVENT_OF_OTHER_DECISION');
  return { header, place: proof, event, before: logs[proof.logIndex - 1] };
}

function decodeLedgerLog({ topics, data }: Log) {
  const [signature, ...rest] = topics;
  if (signature === undefined) throw new NodeError('EVENT_UNKNOWN');
  return decodeEventLog({ abi: decisionLedgerAbi, topics: [signature, ...rest], data, strict: true });
}

function readRequested({ header, event }: ProvenLog): RequestedEvent {
  if (event.eventName !== 'DecisionRequested') throw otherEvent(event);
  return { header, agency: event.args.agency, terms: event.args.terms };
}

function readRecorded({ header, place, event }: ProvenLog): RecordedEvent {
  if (event.eventName !== 'DecisionRecorded') throw otherEvent(event);
  const { committee, outcome, challengeUntil } = event.args;
  return { header, place, committee, outcome, challengeUntil };
}

function readFinalized({ header, place, event }: ProvenLog): StepEvent {
  if (event.eventName !== 'DecisionFinalized') throw otherEvent(event);
  return { header, place, event };
}

/** When it became final stands in a place of its own. */
function readStep({ header, place, event, before }: ProvenLog): StepEvent {
  if (!isStep(event) || event.eventName === 'DecisionFinalized') throw otherEvent(event);
  if (event.eventName !== 'DecisionStruck') return { header, place, event };
  return { header, place, event, finding: before === undefined ? undefined : readFinding(before, event.args.id) };
}

function isStep(event: LedgerLog): event is Extract<LedgerLog, { eventName: StepEventName }> {
  return stepEventNames.some((name) => name === event.eventName);
}

function readMandate({ events, contracts, decisionId }: Receipt, chain: HeaderChain): MandateEvent | undefined {
  const { blockNumber, transactionIndex, proof } = events.requested;
  const logs = provenLogs(chain.at(blockNumber).receiptsRoot, transactionIndex, decodeProof(proof));
  for (const event of logs.filter(({ address }) => address === contracts.decisionLedger).map(decodeLedgerLog)) {
    if (event.eventName !== 'DecisionRequestedUnderMandate') continue;
    const { id, mandateId, area, change } = event.args;
    if (id === BigInt(decisionId)) return { mandateId, area, change };
  }
  return undefined;
}

function otherEvent({ eventName }: LedgerLog): NodeError {
  return new NodeError('EVENT_OF_OTHER_KIND', { eventName });
}
