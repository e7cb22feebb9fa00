import { type Address, getAddress, type Hex, isAddress, isHex } from 'viem';
import type { Call, CallBatch, SignerSignature } from './call.ts';
import { type Fields, invalid, readArray, readInteger, readObject } from './document-fields.ts';

/** A batch with its signatures as the gateway speaks it: integers beyond 2^53 are decimal strings. */
export interface SignedCallJson {
  account: Address;
  calls: { target: Address; value: string; data: Hex }[];
  nonce: string;
  /** Unix seconds. */
  deadline: number;
  signatures: SignerSignature[];
}

const longestBatch = 256;
const longestData = 131_072;
const mostSigners = 64;
/** ERC-7913 leaves lengths to the verifier; the gateway refuses more than any known algorithm needs. */
const longestSignature = 65_536;
const longestSigner = 4_096;

export function batchToJson(batch: CallBatch, signatures: readonly SignerSignature[] = []): SignedCallJson {
  return {
    account: batch.account,
    calls: batch.calls.map(({ target, value, data }) => ({ target, value: value.toString(), data })),
    nonce: batch.nonce.toString(),
    deadline: batch.deadline,
    signatures: [...signatures],
  };
}

/** Strict reading; DOCUMENT_INVALID names the field and the rule. */
export function batchFromJson(value: unknown): { batch: CallBatch; signatures: SignerSignature[] } {
  const call = readObject(value, 'call', ['account', 'calls', 'nonce', 'deadline', 'signatures']);
  const batch = {
    account: readAddress(call.account, 'call.account'),
    calls: readArray(call.calls, 'call.calls', longestBatch).map((entry, index) =>
      readCall(entry, `call.calls.${index}`),
    ),
    nonce: readUnsigned(call.nonce, 'call.nonce'),
    deadline: readInteger(call.deadline, 'call.deadline', 0, 2 ** 48 - 1),
  };
  if (batch.calls.length === 0) throw invalid('call.calls', 'at least one call');
  const signatures = readArray(call.signatures, 'call.signatures', mostSigners);
  return { batch, signatures: signatures.map((entry, index) => readSignature(entry, `call.signatures.${index}`)) };
}

function readCall(value: unknown, field: string): Call {
  const call: Fields = readObject(value, field, ['target', 'value', 'data']);
  return {
    target: readAddress(call.target, `${field}.target`),
    value: readUnsigned(call.value, `${field}.value`),
    data: readHex(call.data, `${field}.data`, longestData),
  };
}

export function readSignature(value: unknown, field: string): SignerSignature {
  const entry: Fields = readObject(value, field, ['signer', 'signature']);
  return {
    signer: readHex(entry.signer, `${field}.signer`, longestSigner),
    signature: readHex(entry.signature, `${field}.signature`, longestSignature),
  };
}

function readAddress(value: unknown, field: string): Address {
  if (typeof value !== 'string' || !isAddress(value)) throw invalid(field, 'an address');
  return getAddress(value);
}

/** Lower case, so that equal bytes are equal texts. */
function readHex(value: unknown, field: string, longest: number): Hex {
  if (typeof value !== 'string' || !isHex(value) || value.length % 2 !== 0) throw invalid(field, 'whole bytes of hex');
  if (value.length > 2 + 2 * longest) throw invalid(field, `at most ${longest} bytes`);
  return `0x${value.slice(2).toLowerCase()}`;
}

function readUnsigned(value: unknown, field: string): bigint {
  if (typeof value !== 'string' || !/^(0|[1-9][0-9]{0,77})$/.test(value)) throw invalid(field, 'a decimal integer');
  const number = BigInt(value);
  if (number >= 1n << 256n) throw invalid(field, 'below 2^256');
  return number;
}
