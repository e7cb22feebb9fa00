import type { Hex } from 'viem';
import type { Ballot } from './ballot.ts';
import type { SignerSignature } from './call.ts';
import { readArray, readDecimal, readLiteral, readObject, readText } from './document-fields.ts';
import { NodeError } from './errors.ts';
import { type Support, supports } from './governance-abi.ts';
import { readHexBytes, readLowerAddress, readWithOptional } from './receipt-fields.ts';
import { longestTextBytes, saltedHash } from './salted-text.ts';

/** A text and the salt under whose hash it stands on chain. */
export interface SaltedText {
  text: string;
  salt: Hex;
}

/** A ballot on its way from signer to signer and to whoever delivers it, with the reason that its hash stands for. */
export interface BallotFile {
  ballot: Ballot;
  signatures: SignerSignature[];
  reason?: SaltedText;
}

const format = 'qdt-ballot/1';
const mostSigners = 64;

/** The file's text. */
export function ballotFileText({ ballot, signatures, reason }: BallotFile): string {
  const file = {
    format,
    ballot: { ...toSubmission({ ballot, signatures }) },
    ...(reason === undefined ? {} : { reason }),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** Reads one strictly: DOCUMENT_INVALID names the field. A reason must be the one whose hash is signed. `name` is the file's, for errors. */
export function parseBallotFile(text: string, name = 'file'): BallotFile {
  const file = readWithOptional(parse(text, name), 'file', ['format', 'ballot'], ['reason']);
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

function readSignature(value: unknown, index: number): SignerSignature {
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

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NodeError('DOCUMENT_INVALID', { field: name, rule: `a file of format ${format}` });
  }
}
