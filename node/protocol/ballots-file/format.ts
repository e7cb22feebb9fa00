import type { Address, Hex } from 'viem';
import type { Call } from '../call.ts';
import {
  invalid,
  readArray,
  readDecimal,
  readHash,
  readInteger,
  readLiteral,
  readObject,
  readText,
} from '../document-fields.ts';
import { type Support, supports } from '../governance-abi.ts';
import type { CallProof, EventProof } from '../receipt.ts';
import { receiptLimits } from '../receipt.ts';
import { readHexBytes, readHexList, readLowerAddress, readWithOptional } from '../receipt-fields.ts';
import { readCall, readEvent } from '../receipt-reader.ts';
import { longestTextBytes } from '../salted-text.ts';

/**
 * An agency's past ballots with the evidence of each, as one JSON file that verifies offline (verify.ts). Hex is lower case and nothing in
 * it is superfluous, so that a changed byte is always noticed.
 */
export interface BallotsFile {
  readonly format: 'qdt-ballots/1';
  readonly chainId: number;
  readonly governor: Address;
  readonly voter: Address;
  /** Newest first. */
  readonly ballots: readonly CastBallot[];
}

export interface CastBallot {
  /** What was voted on; the id is a hash of the rest. */
  readonly proposal: { readonly id: bigint; readonly calls: readonly Call[]; readonly description: string };
  readonly support: Support;
  readonly reasonHash?: Hex;
  /** Absent where none was given, or where it was erased. */
  readonly reason?: { readonly text: string; readonly salt: Hex };
  /** Unix seconds. */
  readonly castAt: number;
  readonly transactionHash: Hex;
  readonly blockHash: Hex;
  /** RLP headers of the block before and of the block itself. */
  readonly headers: readonly Hex[];
  /** The governor's VoteCast. */
  readonly event: EventProof;
  /** The transaction with ballot and signatures, and the voter's keys in the state before the block. */
  readonly call: CallProof;
}

export const mostBallots = 100;
const latest = Number.MAX_SAFE_INTEGER;

/** The file as JSON holds it. */
export function ballotsFileToJson({ ballots, ...file }: BallotsFile) {
  return {
    ...file,
    ballots: ballots.map(({ proposal: { id, calls, description }, ...ballot }) => ({
      proposal: {
        id: String(id),
        calls: calls.map(({ target, value, data }) => ({ target, value: String(value), data })),
        description,
      },
      ...ballot,
    })),
  };
}

/** Strict reading of the shape; DOCUMENT_INVALID names the field and the rule. */
export function readBallotsFile(value: unknown): BallotsFile {
  const file = readObject(value, 'file', ['format', 'chainId', 'governor', 'voter', 'ballots']);
  return {
    format: readLiteral(file.format, 'format', 'qdt-ballots/1'),
    chainId: readInteger(file.chainId, 'chainId', 1, latest),
    governor: readLowerAddress(file.governor, 'governor'),
    voter: readLowerAddress(file.voter, 'voter'),
    ballots: readArray(file.ballots, 'ballots', mostBallots).map((ballot, index) => {
      return readCastBallot(ballot, `ballots[${index}]`);
    }),
  };
}

const ballotKeys = ['proposal', 'support', 'castAt', 'transactionHash', 'blockHash', 'headers', 'event', 'call'];

function readCastBallot(value: unknown, field: string): CastBallot {
  const ballot = readWithOptional(value, field, ballotKeys, ['reasonHash', 'reason']);
  const support = supports.find((word) => word === ballot.support);
  if (support === undefined) throw invalid(`${field}.support`, 'FOR, AGAINST or ABSTAIN');
  return {
    proposal: readProposal(ballot.proposal, `${field}.proposal`),
    support,
    ...(ballot.reasonHash === undefined ? {} : { reasonHash: readHash(ballot.reasonHash, `${field}.reasonHash`) }),
    ...(ballot.reason === undefined ? {} : { reason: readReason(ballot.reason, `${field}.reason`) }),
    castAt: readInteger(ballot.castAt, `${field}.castAt`, 0, latest),
    transactionHash: readHash(ballot.transactionHash, `${field}.transactionHash`),
    blockHash: readHash(ballot.blockHash, `${field}.blockHash`),
    headers: readHexList(ballot.headers, `${field}.headers`, 2, 2048),
    event: readEvent(ballot.event, `${field}.event`),
    call: readCall(ballot.call, `${field}.call`),
  };
}

function readProposal(value: unknown, field: string): CastBallot['proposal'] {
  const { id, calls, description } = readObject(value, field, ['id', 'calls', 'description']);
  return {
    id: readDecimal(id, `${field}.id`),
    calls: readArray(calls, `${field}.calls`, 256).map((entry, index) => {
      const name = `${field}.calls[${index}]`;
      const call = readObject(entry, name, ['target', 'value', 'data']);
      return {
        target: readLowerAddress(call.target, `${name}.target`),
        value: readDecimal(call.value, `${name}.value`),
        data: readHexBytes(call.data, `${name}.data`, receiptLimits.nodeBytes),
      };
    }),
    description: readText(description, `${field}.description`, 66),
  };
}

function readReason(value: unknown, field: string): { text: string; salt: Hex } {
  const { text, salt } = readObject(value, field, ['text', 'salt']);
  return { text: readText(text, `${field}.text`, longestTextBytes), salt: readHash(salt, `${field}.salt`) };
}
