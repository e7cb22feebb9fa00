import { type Address, decodeEventLog, type Hex } from 'viem';
import { decisionLedgerAbi } from '../abi.ts';
import { NodeError } from '../errors.ts';
import type { Header, HeaderChain } from '../header.ts';
import type { EventProof, Receipt } from '../receipt.ts';
import { type Log, provenLogs } from '../transaction-receipt.ts';
import { decodeProof } from '../trie.ts';
import type { ReportOutcome } from '../verify-report.ts';
import { type Found, find } from './check.ts';

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
  readonly committee: Address;
  readonly outcome: ReportOutcome;
  readonly challengeUntil: number;
}

export interface FinalizedEvent {
  readonly header: Header;
}

export interface LedgerEvents {
  readonly requested: Found<RequestedEvent>;
  readonly recorded: Found<RecordedEvent>;
  readonly finalized: Found<FinalizedEvent> | undefined;
}

/** The decision's events, each proven in its block, emitted by the ledger and about this decision. */
export function provenEvents(receipt: Receipt, chain: () => HeaderChain): LedgerEvents {
  const { requested, recorded, finalized } = receipt.events;
  const prove = (event: EventProof) => proven(receipt, chain(), event);
  return {
    requested: find(() => readRequested(prove(requested))),
    recorded: find(() => readRecorded(prove(recorded))),
    finalized: finalized === undefined ? undefined : find(() => readFinalized(prove(finalized))),
  };
}

type LedgerLog = ReturnType<typeof decodeLedgerLog>;
interface ProvenLog {
  readonly header: Header;
  readonly event: LedgerLog;
}

function proven(receipt: Receipt, chain: HeaderChain, proof: EventProof): ProvenLog {
  const header = chain.at(proof.blockNumber);
  const log = provenLogs(header.receiptsRoot, proof.transactionIndex, decodeProof(proof.proof))[proof.logIndex];
  if (log === undefined) throw new NodeError('EVENT_ABSENT', { logIndex: proof.logIndex });
  if (log.address !== receipt.contracts.decisionLedger)
    throw new NodeError('EVENT_OF_OTHER_CONTRACT', { address: log.address });
  const event = decodeLedgerLog(log);
  if (!('id' in event.args) || event.args.id !== BigInt(receipt.decisionId))
    throw new NodeError('EVENT_OF_OTHER_DECISION');
  return { header, event };
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

function readRecorded({ header, event }: ProvenLog): RecordedEvent {
  if (event.eventName !== 'DecisionRecorded') throw otherEvent(event);
  const { committee, outcome, challengeUntil } = event.args;
  return { header, committee, outcome, challengeUntil };
}

function readFinalized({ header, event }: ProvenLog): FinalizedEvent {
  if (event.eventName !== 'DecisionFinalized') throw otherEvent(event);
  return { header };
}

function otherEvent({ eventName }: LedgerLog): NodeError {
  return new NodeError('EVENT_OF_OTHER_KIND', { eventName });
}
