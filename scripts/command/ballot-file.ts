import { readFileSync, writeFileSync } from 'node:fs';
import type { Hex } from 'viem';
import type { SignerSignatureBody } from '../../node/client/views.ts';
import type { Ballot } from '../../node/protocol/ballot.ts';
import { readArray, readDecimal, readLiteral, readObject, readText } from '../../node/protocol/document-fields.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import { type Support, supports } from '../../node/protocol/governance-abi.ts';
import { readHexBytes, readLowerAddress, readWithOptional } from '../../node/protocol/receipt-fields.ts';
import { longestTextBytes, saltedHash } from '../../node/protocol/salted-text.ts';

/** A text and the salt under whose hash it stands on chain. */
export interface SaltedText {
  text: string;
  salt: Hex;
}

/** A ballot on its way from signer to signer and to whoever delivers it, with the reason that its hash stands for. */
export interface BallotFile {
  ballot: Ballot;
  signatures: SignerSignatureBody[];
  reason?: SaltedText;
}

const format = 'qdt-ballot/1';
const mostSigners = 64;

/** Writes a ballot file; a new one does not replace another. */
export function writeBallotFile(path: string, { ballot, signatures, reason }: BallotFile, flag: 'wx' | 'w'): void {
  const file = {
    format,
    ballot: { ...toSubmission({ ballot, signatures }) },
    ...(reason === undefined ? {} : { reason }),
  };
  writeFileSync(path, `${JSON.stringify(file, undefined, 2)}\n`, { flag });
}

/** Reads one strictly: DOCUMENT_INVALID names the field. A reason must be the one whose hash is signed. */
export function readBallotFile(path: string): BallotFile {
  const file = readWithOptional(parse(path), 'file', ['format', 'ballot'], ['reason']);
  readLiteral(file.format, 'file.format', format);
  const fields = readWithOptional(
    file.ballot,
    'ballot',
    ['proposalId', 'support', 'voter', 'signatures'],
    ['reasonHash'],
  );
  const reason = file.reason === undefined ? undefined : readReason(file.reason);
  const ballot: Ballot = {
    proposalId: readDecimal(fields.proposalId, 'ballot.proposalId'),
    support: readSupport(fields.support),
    voter: readLowerAddress(lowerCase(fields.voter), 'ballot.voter'),
    ...(fields.reasonHash === undefined
      ? {}
      : { reasonHash: readHexBytes(fields.reasonHash, 'ballot.reasonHash', 32) }),
  };
  if (reason !== undefined && saltedHash(reason) !== ballot.reasonHash)
    throw new NodeError('DOCUMENT_INVALID', { field: 'reason', rule: 'is the one whose hash is in the ballot' });
  const signatures = readArray(fields.signatures, 'ballot.signatures', mostSigners).map(readSignature);
  return { ballot, signatures, ...(reason === undefined ? {} : { reason }) };
}

/** As the gateway takes a ballot. */
export function toSubmission({ ballot, signatures }: Pick<BallotFile, 'ballot' | 'signatures'>) {
  const { proposalId, ...rest } = ballot;
  return { ...rest, proposalId: String(proposalId), signatures };
}

function readReason(value: unknown): SaltedText {
  const { text, salt } = readObject(value, 'reason', ['text', 'salt']);
  return { text: readText(text, 'reason.text', longestTextBytes), salt: readHexBytes(salt, 'reason.salt', 32) };
}

function readSignature(value: unknown, index: number): SignerSignatureBody {
  const field = `ballot.signatures[${index}]`;
  const { signer, signature } = readObject(value, field, ['signer', 'signature']);
  return {
    signer: readHexBytes(lowerCase(signer), `${field}.signer`, 4096),
    signature: readHexBytes(lowerCase(signature), `${field}.signature`, 65_536),
  };
}

function readSupport(value: unknown): Support {
  const support = supports.find((one) => one === value);
  if (support === undefined)
    throw new NodeError('DOCUMENT_INVALID', { field: 'ballot.support', rule: 'FOR, AGAINST or ABSTAIN' });
  return support;
}

function lowerCase(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function parse(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new NodeError('DOCUMENT_INVALID', { field: path, rule: `a file of format ${format}` });
  }
}
