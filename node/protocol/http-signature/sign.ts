import { type BareItem, type InnerList, type Item, serializeDictionary } from 'structured-headers';
import type { Address } from 'viem';
import { signatureBase } from './base.ts';
import { contentDigest } from './content-digest.ts';
import { identityProfile } from './identity.ts';
import { urlParts } from './message.ts';

/** A participant who signs requests. */
export interface RequestSigner {
  account: Address;
  /** ML-DSA-65, 1,952 bytes. */
  publicKey: Uint8Array;
  /** The signature over these bytes; may be made in a worker. */
  sign(base: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /** Unix seconds. */
  now(): number;
  /** Different for every request. */
  nonce(): string;
}

export interface UnsignedRequest {
  method: string;
  url: URL;
  body?: Uint8Array;
}

/** The field by which a request brings the public key: the registry holds only its hash, and a person publishes no profile. */
export const keyField = 'qdt-key';

/** The fields to send with a request so that the node knows who asks: Signature-Input, Signature, QDT-Key, Content-Digest for a body. */
export async function signRequest(request: UnsignedRequest, signer: RequestSigner): Promise<Record<string, string>> {
  const { method, url, body } = request;
  const { label, components, bodyComponent } = identityProfile;
  const digest: Record<string, string> = body === undefined ? {} : { [bodyComponent]: contentDigest(body) };
  const names: string[] = body === undefined ? [...components] : [...components, bodyComponent];
  const covered: InnerList = [names.map((name): Item => [name, new Map()]), parametersOf(signer)];
  const fields = Object.fromEntries(Object.entries(digest).map(([name, value]) => [name, [value]]));
  const base = signatureBase({ method, ...urlParts(url), fields }, covered);
  const signature = await signer.sign(new TextEncoder().encode(base));
  return {
    ...digest,
    'signature-input': serializeDictionary(new Map([[label, covered]])),
    signature: serializeDictionary(new Map([[label, [new Uint8Array(signature), new Map()]]])),
    [keyField]: serializeDictionary(
      new Map([[identityProfile.algorithm, [new Uint8Array(signer.publicKey), new Map()]]]),
    ),
  };
}

function parametersOf({ account, now, nonce }: RequestSigner): Map<string, BareItem> {
  const created = Math.floor(now());
  const { algorithm, tag, freshSeconds } = identityProfile;
  return new Map<string, BareItem>([
    ['created', created],
    ['expires', created + freshSeconds],
    ['nonce', nonce()],
    ['keyid', account.toLowerCase()],
    ['alg', algorithm],
    ['tag', tag],
  ]);
}
