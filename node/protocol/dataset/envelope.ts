import { Decrypter, Encrypter } from 'age-encryption';
import { type Address, bytesToHex, getAddress, type Hex, hexToBytes } from 'viem';
import { ageIdentity } from '../age-recipient.ts';
import { decodeCanonical, encodeCanonical } from '../canonical.ts';
import { readBytes, readInteger, readLiteral, readObject, readText } from '../document-fields.ts';
import { NodeError } from '../errors.ts';
import { dataKeyBytes } from './data-key.ts';

/** What a data key is for. It is sealed with the key, and the key is used only where all of it is as expected. */
export interface EnvelopeHeader {
  /** The dataset's name. */
  dataset: string;
  version: number;
  grantee: Address;
  /** sha2-256 of the policy under which the version is offered. */
  policy: Hex;
}

/** An age v1 file for one recipient with a sealed text of about 200 bytes; any other is longer. */
export const mostEnvelopeBytes = 2000;

const format = 'qdt-envelope/1';
const largestVersion = 2 ** 32 - 1;
/** Recipients of age's `mlkem768x25519` (C2SP age): X-Wing, 1,216 bytes. */
const hybridRecipient = /^age1pq1[ac-hj-np-z02-9]{1900,2000}$/;

/**
 * Seals a data key to one grantee: an age v1 file whose text holds the header and the key. 'RECIPIENT_CLASSICAL' for a recipient
 * that is not hybrid post-quantum, because what is sealed to it may be recorded now and read later.
 */
export async function sealEnvelope(
  recipient: string,
  header: EnvelopeHeader,
  secret: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!hybridRecipient.test(recipient))
    throw new NodeError('RECIPIENT_CLASSICAL', { field: 'recipient', rule: 'an age recipient age1pq1…' });
  if (secret.length !== dataKeyBytes) throw new NodeError('DATA_KEY_INVALID', { rule: `has ${dataKeyBytes} bytes` });
  const text = encodeCanonical({ format, ...packed(header), key: secret });
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const file = new Uint8Array(await encrypter.encrypt(text));
  text.fill(0);
  return file;
}

/**
 * The data key, where the envelope is for this grantee, dataset, version and policy. `seed`: the X-Wing seed of its recipient.
 * Throws 'ENVELOPE_INVALID', 'ENVELOPE_NOT_FOR_THIS_KEY', 'ENVELOPE_TRANSPLANTED' naming the field that differs.
 */
export async function openEnvelope(
  envelope: Uint8Array,
  seed: Uint8Array,
  expected: EnvelopeHeader,
): Promise<Uint8Array<ArrayBuffer>> {
  requireEnvelope(envelope);
  const text = await decrypt(envelope, seed);
  const { key, ...sealed } = readSealed(text);
  const wanted = packed(expected);
  for (const field of ['dataset', 'version', 'grantee', 'policy'] as const)
    if (textOf(sealed[field]) !== textOf(wanted[field])) throw new NodeError('ENVELOPE_TRANSPLANTED', { field });
  return key;
}

async function decrypt(envelope: Uint8Array, seed: Uint8Array): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(ageIdentity(seed));
  try {
    return await decrypter.decrypt(envelope);
  } catch (cause) {
    throw new NodeError('ENVELOPE_NOT_FOR_THIS_KEY', { rule: 'sealed to this key, and not altered' }, cause);
  }
}

/** What can be told of an envelope without its key: exactly one stanza, and that a hybrid one (age-encryption.org/v1). */
export function requireEnvelope(envelope: Uint8Array): void {
  const start = new TextDecoder('latin1').decode(envelope.subarray(0, mostEnvelopeBytes));
  const stanzas = start.split('\n---')[0]?.match(/^-> \S+/gm) ?? [];
  const isOurs = start.startsWith('age-encryption.org/v1\n') && envelope.length <= mostEnvelopeBytes;
  if (!isOurs || stanzas.length !== 1 || stanzas[0] !== '-> mlkem768x25519')
    throw new NodeError('ENVELOPE_INVALID', { rule: 'an age v1 file for one mlkem768x25519 recipient' });
}

function packed({ dataset, version, grantee, policy }: EnvelopeHeader) {
  return { dataset, version, grantee: hexToBytes(grantee), policy: hexToBytes(policy) };
}

function readSealed(text: Uint8Array) {
  const fields = ['format', 'dataset', 'version', 'grantee', 'policy', 'key'];
  const value = readObject(decodeCanonical(text), 'envelope', fields);
  readLiteral(value.format, 'envelope.format', format);
  const key = new Uint8Array(readBytes(value.key, 'envelope.key', dataKeyBytes));
  if (key.length !== dataKeyBytes) throw new NodeError('DATA_KEY_INVALID', { rule: `has ${dataKeyBytes} bytes` });
  return {
    dataset: readText(value.dataset, 'envelope.dataset', 66),
    version: readInteger(value.version, 'envelope.version', 1, largestVersion),
    grantee: readBytes(value.grantee, 'envelope.grantee', 20),
    policy: readBytes(value.policy, 'envelope.policy', 32),
    key,
  };
}

function textOf(value: string | number | Uint8Array): string {
  if (!(value instanceof Uint8Array)) return String(value);
  return value.length === 20 ? getAddress(bytesToHex(value)) : bytesToHex(value);
}
