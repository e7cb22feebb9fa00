import type { InnerList } from 'structured-headers';
import type { Address } from 'viem';
import { NodeError } from '../errors.ts';
import { signatureBase } from './base.ts';
import { readSignature } from './fields.ts';
import type { HttpMessage } from './message.ts';

/**
 * How a participant signs a request to a node, after RFC 9421. `ml-dsa-65` (FIPS 204, pure, empty context) is not in IANA's registry of
 * HTTP signature algorithms: both sides are told here. @authority, @path and @query stand for @target-uri, whose scheme a node
 * behind a TLS proxy cannot know; @authority binds the request to one node, so that another one cannot be shown it.
 */
export const identityProfile = {
  label: 'qdt',
  algorithm: 'ml-dsa-65',
  tag: 'qdt',
  components: ['@method', '@authority', '@path', '@query'],
  /** Covered too where there is a body. */
  bodyComponent: 'content-digest',
  /** How far `created` may be from the node's clock, in seconds. */
  freshSeconds: 60,
  /** The longest from `created` to `expires`, in seconds. */
  longestSeconds: 300,
} as const;

/** A request's identity as it claims it: to be believed once the signature over `base` verifies under the account's key. */
export interface ClaimedIdentity {
  account: Address;
  nonce: string;
  /** Unix seconds; from then on the nonce may be forgotten. */
  expires: number;
  coversBody: boolean;
  base: Uint8Array;
  signature: Uint8Array;
}

/**
 * Reads who claims to send a request, at the time `now` (unix seconds); undefined for an unsigned one. Throws
 * `IDENTITY_MALFORMED`, `IDENTITY_COMPONENT_MISSING`, `IDENTITY_COMPONENT_UNKNOWN`, `IDENTITY_PARAMETER_INVALID`, `IDENTITY_STALE`.
 */
export function readIdentity(message: HttpMessage, now: number): ClaimedIdentity | undefined {
  const labelled = readSignature(message, identityProfile.label);
  if (labelled === undefined) return undefined;
  const { covered, signature } = labelled;
  const names = new Set(covered[0].map(([name]) => name));
  const missing = identityProfile.components.find((component) => !names.has(component));
  if (missing !== undefined) throw new NodeError('IDENTITY_COMPONENT_MISSING', { component: missing });
  const { account, nonce, expires } = readParameters(covered, now);
  const base = new TextEncoder().encode(signatureBase(message, covered));
  return { account, nonce, expires, coversBody: names.has(identityProfile.bodyComponent), base, signature };
}

function readParameters([, parameters]: InnerList, now: number) {
  const { algorithm, tag, freshSeconds, longestSeconds } = identityProfile;
  if (parameters.get('alg') !== algorithm) throw invalid('alg', `is ${algorithm}`);
  if (parameters.get('tag') !== tag) throw invalid('tag', `is ${tag}`);
  const keyid = parameters.get('keyid');
  if (typeof keyid !== 'string' || !/^0x[0-9a-fA-F]{40}$/.test(keyid)) throw invalid('keyid', 'is an account');
  const nonce = parameters.get('nonce');
  if (typeof nonce !== 'string' || !/^[A-Za-z0-9_-]{16,64}$/.test(nonce))
    throw invalid('nonce', 'has 16 to 64 of A-Z a-z 0-9 _ -');
  const created = wholeSeconds(parameters.get('created'), 'created');
  const expires = wholeSeconds(parameters.get('expires'), 'expires');
  if (expires <= created || expires > created + longestSeconds)
    throw invalid('expires', `is after created, by at most ${longestSeconds} seconds`);
  if (created < now - freshSeconds || created > now + freshSeconds || expires < now)
    throw new NodeError('IDENTITY_STALE', { created, expires, now, rule: `within ${freshSeconds} seconds` });
  const account: Address = `0x${keyid.slice(2).toLowerCase()}`;
  return { account, nonce, expires };
}

function wholeSeconds(value: unknown, parameter: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw invalid(parameter, 'is a time in unix seconds');
  return value;
}

function invalid(parameter: string, rule: string): NodeError {
  return new NodeError('IDENTITY_PARAMETER_INVALID', { parameter, rule });
}
