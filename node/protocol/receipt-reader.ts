import { size } from 'viem';
import { parseCid } from './cid.ts';
import {
  invalid,
  readArray,
  readDecimal,
  readHash,
  readInteger,
  readLiteral,
  readObject,
  readText,
} from './document-fields.ts';
import type { Anchor } from './network.ts';
import { type CallProof, type EventProof, type MlDsaEvidence, type Receipt, receiptLimits } from './receipt.ts';
import { readHexList, readLowerAddress, readWithOptional } from './receipt-fields.ts';
import type { AccountProof } from './state-proof.ts';

/** FIPS 204, table 2. */
const mlDsaKeyBytes = 1952;
const LATEST = Number.MAX_SAFE_INTEGER;
/** Characters of a block in base64. */
const longestBlock = Math.ceil(receiptLimits.blockBytes / 3) * 4;
const LAST_ID = (1n << 256n) - 1n;
const keys = [
  'format',
  'decisionId',
  'anchor',
  'contracts',
  'headers',
  'events',
  'calls',
  'verifier',
  'standing',
  'report',
  'content',
];

/** Strict reading of a receipt's shape; what it proves is for the audit. DOCUMENT_INVALID names the field and the rule. */
export function readReceipt(value: unknown): Receipt {
  const fields = readWithOptional(value, 'receipt', keys, ['founding', 'betterSample', 'mlDsa65']);
  const contracts = readObject(fields.contracts, 'contracts', ['verifier', 'decisionLedger']);
  const events = readWithOptional(fields.events, 'events', ['requested', 'recorded'], ['finalized', 'steps']);
  const calls = readObject(fields.calls, 'calls', ['request', 'record']);
  return {
    format: readLiteral(fields.format, 'format', 'qdt-receipt/1'),
    decisionId: readId(fields.decisionId),
    anchor: readAnchor(fields.anchor),
    contracts: {
      verifier: readLowerAddress(contracts.verifier, 'contracts.verifier'),
      decisionLedger: readLowerAddress(contracts.decisionLedger, 'contracts.decisionLedger'),
    },
    headers: readHexList(fields.headers, 'headers', receiptLimits.headers, 2048),
    ...(fields.founding === undefined ? {} : { founding: readProof(fields.founding, 'founding') }),
    events: {
      requested: readEvent(events.requested, 'events.requested'),
      recorded: readEvent(events.recorded, 'events.recorded'),
      ...(events.finalized === undefined ? {} : { finalized: readEvent(events.finalized, 'events.finalized') }),
      ...(events.steps === undefined ? {} : { steps: readSteps(events.steps) }),
    },
    calls: { request: readCall(calls.request, 'calls.request'), record: readCall(calls.record, 'calls.record') },
    verifier: readAccountProof(fields.verifier, 'verifier'),
    ...(fields.mlDsa65 === undefined ? {} : { mlDsa65: readMlDsa(fields.mlDsa65) }),
    standing: readAccountProof(fields.standing, 'standing'),
    ...(fields.betterSample === undefined
      ? {}
      : { betterSample: readText(fields.betterSample, 'betterSample', longestBlock) }),
    report: parseCid(readText(fields.report, 'report', 80)).toString(),
    content: readContent(fields.content),
  };
}

export function readAnchor(value: unknown): Anchor {
  const anchor = readObject(value, 'anchor', ['chainId', 'genesisHash', 'blockNumber', 'blockHash']);
  return {
    chainId: readInteger(anchor.chainId, 'anchor.chainId', 1, LATEST),
    genesisHash: readHash(anchor.genesisHash, 'anchor.genesisHash'),
    blockNumber: readInteger(anchor.blockNumber, 'anchor.blockNumber', 0, LATEST),
    blockHash: readHash(anchor.blockHash, 'anchor.blockHash'),
  };
}

function readId(value: unknown): string {
  const id = readDecimal(value, 'decisionId');
  if (id < 1n || id > LAST_ID) throw invalid('decisionId', 'between 1 and 2^256 - 1');
  return id.toString();
}

export function readEvent(value: unknown, field: string): EventProof {
  const event = readObject(value, field, ['blockNumber', 'transactionIndex', 'logIndex', 'proof']);
  return {
    blockNumber: readInteger(event.blockNumber, `${field}.blockNumber`, 0, LATEST),
    transactionIndex: readInteger(event.transactionIndex, `${field}.transactionIndex`, 0, 65_535),
    logIndex: readInteger(event.logIndex, `${field}.logIndex`, 0, 65_535),
    proof: readProof(event.proof, `${field}.proof`),
  };
}

function readSteps(value: unknown): EventProof[] {
  const steps = readArray(value, 'events.steps', receiptLimits.steps);
  if (steps.length === 0) throw invalid('events.steps', 'absent where there are none');
  return steps.map((step, index) => readEvent(step, `events.steps[${index}]`));
}

export function readCall(value: unknown, field: string): CallProof {
  const call = readObject(value, field, ['transactionProof', 'keys']);
  return {
    transactionProof: readProof(call.transactionProof, `${field}.transactionProof`),
    keys: readAccountProof(call.keys, `${field}.keys`),
  };
}

function readAccountProof(value: unknown, field: string): AccountProof {
  const account = readObject(value, field, ['address', 'accountProof', 'storageProofs']);
  const storageProofs = readArray(account.storageProofs, `${field}.storageProofs`, receiptLimits.signers + 2);
  return {
    address: readLowerAddress(account.address, `${field}.address`),
    accountProof: readProof(account.accountProof, `${field}.accountProof`),
    storageProofs: storageProofs.map((entry, index) => {
      const name = `${field}.storageProofs[${index}]`;
      const storage = readObject(entry, name, ['slot', 'proof']);
      return { slot: readHash(storage.slot, `${name}.slot`), proof: readProof(storage.proof, `${name}.proof`) };
    }),
  };
}

function readMlDsa(value: unknown): MlDsaEvidence {
  const found = readObject(value, 'mlDsa65', ['verifier', 'factory', 'publicKeys']);
  const publicKeys = readHexList(found.publicKeys, 'mlDsa65.publicKeys', receiptLimits.signers, mlDsaKeyBytes);
  if (publicKeys.length === 0 || publicKeys.some((key) => size(key) !== mlDsaKeyBytes))
    throw invalid('mlDsa65.publicKeys', `keys of ${mlDsaKeyBytes} bytes`);
  return {
    verifier: readAccountProof(found.verifier, 'mlDsa65.verifier'),
    factory: readLowerAddress(found.factory, 'mlDsa65.factory'),
    publicKeys,
  };
}

function readProof(value: unknown, field: string) {
  return readHexList(value, field, receiptLimits.proofNodes, receiptLimits.nodeBytes);
}

/** Texts only; whether they are base64 of the right bytes is the content check's to say. */
function readContent(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('content', 'an object');
  const entries = Object.entries(value);
  if (entries.length > receiptLimits.contentBlocks)
    throw invalid('content', `at most ${receiptLimits.contentBlocks} blocks`);
  const content = entries.map(
    ([cid, text]) => [parseCid(cid).toString(), readText(text, 'content', longestBlock)] as const,
  );
  const total = content.reduce((sum, [, text]) => sum + text.length, 0);
  if (total > (receiptLimits.contentBytes / 3) * 4)
    throw invalid('content', `at most ${receiptLimits.contentBytes} bytes`);
  return Object.fromEntries(content);
}
