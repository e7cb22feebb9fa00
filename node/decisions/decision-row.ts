import type { Address, Hex } from 'viem';
import { hex, optionalHex, optionalText, optionalWhole, type Row, text, whole } from '../governance/row.ts';
import { type DecisionState, decisionStates } from '../protocol/abi.ts';
import { NodeError } from '../protocol/errors.ts';

/** A decision as the index holds it. Times in unix seconds, gas in units, energies as decimal text. */
export interface DecisionRow {
  id: number;
  state: DecisionState;
  kind: string;
  agency: Address;
  committee: Address;
  problem: Hex;
  snapshot: Hex;
  isRestricted: boolean;
  recordBy: number;
  challengeWindow: number;
  requestedAt: number;
  requestTransaction: Hex;
  requestBlock: number;
  requestGas: number;
  record: RecordRow | undefined;
  end: { at: number; transactionHash: Hex; gas: number } | undefined;
  /** The standing mandate that it was requested under; the change as decimal text. */
  mandate: { id: number; area: string; change: string } | undefined;
}

export interface RecordRow {
  report: Hex;
  modelRoot: Hex;
  sampleHash: Hex;
  energy: string;
  bound: string;
  at: number;
  transactionHash: Hex;
  blockNumber: number;
  gas: number;
  calldataBytes: number;
  digest: Hex | undefined;
  signers: Hex[];
  challengeUntil: number;
}

export function readDecision(row: Row): DecisionRow {
  return {
    id: whole(row, 'id'),
    state: stateOf(text(row, 'state')),
    kind: text(row, 'kind'),
    agency: hex(row, 'agency'),
    committee: hex(row, 'committee'),
    problem: hex(row, 'problem'),
    snapshot: hex(row, 'snapshot'),
    isRestricted: whole(row, 'is_restricted') === 1,
    recordBy: whole(row, 'record_by'),
    challengeWindow: whole(row, 'challenge_window'),
    requestedAt: whole(row, 'requested_at'),
    requestTransaction: hex(row, 'request_transaction'),
    requestBlock: whole(row, 'request_block'),
    requestGas: whole(row, 'request_gas'),
    record: optionalText(row, 'report') === undefined ? undefined : readRecord(row),
    end: readEnd(row),
    mandate: readMandate(row),
  };
}

function readRecord(row: Row): RecordRow {
  return {
    report: hex(row, 'report'),
    modelRoot: hex(row, 'model_root'),
    sampleHash: hex(row, 'sample_hash'),
    energy: text(row, 'energy'),
    bound: text(row, 'bound'),
    at: whole(row, 'recorded_at'),
    transactionHash: hex(row, 'record_transaction'),
    blockNumber: whole(row, 'record_block'),
    gas: whole(row, 'record_gas'),
    calldataBytes: whole(row, 'record_calldata_bytes'),
    digest: optionalHex(row, 'record_digest'),
    signers: JSON.parse(text(row, 'record_signers')),
    challengeUntil: whole(row, 'challenge_until'),
  };
}

function readEnd(row: Row): DecisionRow['end'] {
  const at = optionalWhole(row, 'final_at');
  if (at === undefined) return undefined;
  return { at, transactionHash: hex(row, 'final_transaction'), gas: whole(row, 'final_gas') };
}

function readMandate(row: Row): DecisionRow['mandate'] {
  const id = optionalWhole(row, 'mandate');
  return id === undefined ? undefined : { id, area: text(row, 'mandate_area'), change: text(row, 'mandate_change') };
}

function stateOf(word: string): DecisionState {
  const state = decisionStates.find((candidate) => candidate === word);
  if (state === undefined) throw new NodeError('INDEX_CORRUPT', { column: 'state', value: word });
  return state;
}
