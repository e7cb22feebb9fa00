import { decodeEventLog, type Hex, hexToBytes, isAddressEqual, isHash, keccak256 } from 'viem';
import { keySlots, signerSlot, thresholdOf, thresholdSlot } from '../account-storage.ts';
import { brokenStep, type CheckDetail, step } from '../audit/check.ts';
import { verifySignerSignature } from '../call.ts';
import { NodeError } from '../errors.ts';
import { cityGovernorAbi, supports } from '../governance-abi.ts';
import { type Header, linkHeaders } from '../header.ts';
import { proposalIdOf } from '../proposal.ts';
import { saltedHash } from '../salted-text.ts';
import type { SignatureEngine } from '../signatures/engine.ts';
import { readAccount } from '../state-proof.ts';
import { provenLogs, provenTransaction } from '../transaction-receipt.ts';
import { decodeProof } from '../trie.ts';
import { type BallotsFile, type CastBallot, readBallotsFile } from './format.ts';
import { type CarriedBallot, carriedBallots } from './signed-ballots.ts';

/**
 * What one ballot's evidence shows, each check by name: proposal (the id is the hash of its calls) · block (headers, hash, time) ·
 * transaction (it is in that block and carries this ballot) · counted (the governor counted it) · signatures (post-quantum, over the
 * ballot's EIP-712 digest, by keys the account held, as many as it needs) · reason (the text has the hash that was signed) · anchor (the block is one that is
 * known from elsewhere).
 */
export interface VerifiedBallot {
  proposal: string;
  support: string;
  castAt: number;
  blockNumber: number;
  checks: CheckDetail[];
}

export interface VerifiedBallots {
  /** Whether the file can be read and is written in the one way; its ballots are there only then. */
  file: CheckDetail;
  voter?: string;
  ballots: VerifiedBallot[];
  isValid: boolean;
}

/**
 * Verifies a file of ballots with no network. That its blocks are those of the city's chain shows only by hashes of blocks, by number,
 * that one got elsewhere; without them a whole second ledger could have been invented.
 */
export function verifyBallots(
  text: string,
  engine: SignatureEngine,
  known: ReadonlyMap<number, Hex> = new Map(),
): VerifiedBallots {
  let file: BallotsFile;
  try {
    file = readText(text);
  } catch (error) {
    return { file: brokenStep('file', error), ballots: [], isValid: false };
  }
  const ballots = file.ballots.map((ballot) => {
    const verified = verifyBallot(file, ballot, engine);
    return { ...verified, checks: [...verified.checks, anchorStep(ballot, known)] };
  });
  const isValid = ballots.every(({ checks }) => checks.every(({ state }) => state !== 'failed'));
  return { file: step('file', true, ''), voter: file.voter, ballots, isValid };
}

function readText(text: string): BallotsFile {
  const value: unknown = parse(text);
  const isAsWritten = [JSON.stringify(value), `${JSON.stringify(value, undefined, 2)}\n`].includes(text);
  const file = readBallotsFile(value);
  if (!isAsWritten) throw new NodeError('DOCUMENT_INVALID', { field: 'file', rule: 'is written as it was exported' });
  return file;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NodeError('DOCUMENT_INVALID', { field: 'file', rule: 'is JSON' });
  }
}

function verifyBallot(file: BallotsFile, ballot: CastBallot, engine: SignatureEngine): VerifiedBallot {
  const { proposal, support, castAt } = ballot;
  const attempt = (name: string, require: () => void): CheckDetail => {
    try {
      require();
      return step(name, true, '');
    } catch (error) {
      return brokenStep(name, error);
    }
  };
  const checks = [
    attempt('proposal', () => requireSame('proposal', proposalIdOf(proposal), proposal.id)),
    attempt('block', () => void blockOf(ballot)),
    attempt('transaction', () => void carriedOf(file, ballot)),
    attempt('counted', () => requireCounted(file, ballot)),
    attempt('signatures', () => requireSigned(file, ballot, engine)),
    reasonStep(ballot),
  ];
  return { proposal: String(proposal.id), support, castAt, blockNumber: ballot.event.blockNumber, checks };
}

/** The block before and the block; the file says of them what their headers say. */
function blockOf({ headers, blockHash, castAt, event }: CastBallot): { before: Header; block: Header } {
  const { first: before, last: block } = linkHeaders(headers.map((header) => hexToBytes(header)));
  requireSame('headers', headers.length, 2);
  requireSame('block number', event.blockNumber, block.number);
  requireSame('block hash', blockHash, block.hash);
  requireSame('time', castAt, block.timestamp);
  return { before, block };
}

/** The ballots in the transaction that are this one; one that was sent twice may stand there with a bad signature too. */
function carriedOf({ chainId, governor, voter }: BallotsFile, ballot: CastBallot): CarriedBallot[] {
  const { block } = blockOf(ballot);
  const { event, call, proposal, support, reasonHash } = ballot;
  const raw = provenTransaction(block.transactionsRoot, event.transactionIndex, decodeProof(call.transactionProof));
  requireSame('transaction hash', ballot.transactionHash, keccak256(raw));
  const carried = carriedBallots(raw, { chainId, governor }).filter((one) => {
    const isSame = one.ballot.proposalId === proposal.id && isAddressEqual(one.ballot.voter, voter);
    return isSame && one.ballot.support === support && one.ballot.reasonHash === reasonHash;
  });
  if (carried.length === 0) throw new NodeError('BALLOT_NOT_CARRIED', { proposal: proposal.id, support });
  return carried;
}

function requireCounted({ governor, voter }: BallotsFile, ballot: CastBallot): void {
  const { event, proposal, support, reasonHash } = ballot;
  const { receiptsRoot } = blockOf(ballot).block;
  const log = provenLogs(receiptsRoot, event.transactionIndex, decodeProof(event.proof))[event.logIndex];
  const [signature, ...rest] = log?.topics ?? [];
  if (log === undefined || signature === undefined) throw new NodeError('EVENT_ABSENT', { logIndex: event.logIndex });
  requireSame('governor', governor, log.address);
  const { eventName, args } = decodeEventLog({
    abi: cityGovernorAbi,
    topics: [signature, ...rest],
    data: log.data,
    strict: true,
  });
  if (eventName !== 'VoteCast') throw new NodeError('EVENT_OF_OTHER_KIND', { eventName });
  requireSame('voter', voter, args.voter.toLowerCase());
  requireSame('proposal', proposal.id, args.proposalId);
  requireSame('support', support, supports[args.support] ?? 'none');
  requireSame('reason hash', reasonHash ?? '', isHash(args.reason) ? args.reason : '');
}

function requireSigned(file: BallotsFile, ballot: CastBallot, engine: SignatureEngine): void {
  const { before } = blockOf(ballot);
  const { keys } = ballot.call;
  requireSame('account', file.voter, keys.address);
  const carried = carriedOf(file, ballot);
  const proven = carried.find(({ signatures }) => sameSlots(signatures, keys.storageProofs));
  if (proven === undefined) throw new NodeError('PROOF_OF_OTHER_ACCOUNT');
  const storage = readAccount(before.stateRoot, keys)?.storage ?? new Map<Hex, bigint>();
  const signed = new Set<Hex>();
  for (const one of proven.signatures) {
    const { signer } = one;
    if ((storage.get(signerSlot(signer)) ?? 0n) === 0n) throw new NodeError('SIGNER_NOT_REGISTERED', { signer });
    if (!verifySignerSignature(engine, proven.digest, one)) throw new NodeError('SIGNATURE_INVALID', { signer });
    signed.add(signer);
  }
  const threshold = thresholdOf(storage.get(thresholdSlot) ?? 0n);
  if (threshold === 0 || signed.size < threshold)
    throw new NodeError('SIGNATURES_TOO_FEW', { signed: signed.size, threshold });
}

/** The proof is about exactly the keys that signed. */
function sameSlots(signatures: CarriedBallot['signatures'], proofs: readonly { slot: Hex }[]): boolean {
  const expected = keySlots(signatures.map(({ signer }) => signer));
  return expected.length === proofs.length && expected.every((slot, index) => proofs[index]?.slot === slot);
}

function reasonStep({ reasonHash, reason }: CastBallot): CheckDetail {
  if (reason === undefined)
    return {
      name: 'reason',
      state: 'not-checked',
      values: {},
      reason: reasonHash === undefined ? 'NONE_GIVEN' : 'TEXT_NOT_HERE',
    };
  return step('reason', saltedHash(reason) === reasonHash, 'TEXT_OF_OTHER_HASH');
}

function anchorStep({ event, blockHash }: CastBallot, known: ReadonlyMap<number, Hex>): CheckDetail {
  const hash = known.get(event.blockNumber);
  if (hash === undefined) return { name: 'anchor', state: 'not-checked', values: {}, reason: 'ANCHOR_NOT_GIVEN' };
  return step('anchor', hash === blockHash, 'ANCHOR_OF_OTHER_CHAIN', { hash });
}

function requireSame<T extends string | number | bigint>(field: string, said: T, proven: T): void {
  if (said !== proven) throw new NodeError('BALLOT_MISMATCH', { field, said, proven });
}
