import { type Address, bytesToHex, sha256 } from 'viem';
import type { ContentStore } from '../content/content-store.ts';
import { cidOfDigest } from '../protocol/cid.ts';
import { isNodeError, NodeError } from '../protocol/errors.ts';
import { bytesOf, memberOf } from '../protocol/http-signature/fields.ts';
import { identityProfile, readIdentity } from '../protocol/http-signature/identity.ts';
import type { HttpMessage } from '../protocol/http-signature/message.ts';
import { keyField } from '../protocol/http-signature/sign.ts';
import { decodeProfile } from '../protocol/participant.ts';
import type { MlDsa65Engine } from '../protocol/signatures/ml-dsa-65.ts';
import type { NoncesTable } from './nonces-table.ts';
import type { Enrolment, ParticipantsTable } from './participants-table.ts';

/** Who sends a request, proven; its body is to be compared with Content-Digest where there is one. */
export interface Identity {
  account: Address;
  coversBody: boolean;
}

export interface IdentitiesOptions {
  participants: Pick<ParticipantsTable, 'enrolment'>;
  content: Pick<ContentStore, 'get'>;
  nonces: NoncesTable;
  engine: MlDsa65Engine;
  /** Unix seconds. */
  clock: () => number;
}

export interface Identities {
  /**
   * Who sent the request; undefined for an unsigned one. What `readIdentity` throws, and `IDENTITY_UNKNOWN` (not enrolled),
   * `IDENTITY_SUSPENDED`, `IDENTITY_KEY_NOT_REGISTERED`, `IDENTITY_KEY_MISSING`, `IDENTITY_SIGNATURE_INVALID`, `IDENTITY_REPLAYED`,
   * `IDENTITY_TOO_MANY`.
   */
  identify(message: HttpMessage): Promise<Identity | undefined>;
}

/** Signed requests of one account within the lifetime of their signatures. */
const mostNonces = 6000;

export function createIdentities({ participants, content, nonces, engine, clock }: IdentitiesOptions): Identities {
  function requireActive(account: Address): Enrolment {
    const enrolment = participants.enrolment(account);
    if (enrolment === undefined) throw new NodeError('IDENTITY_UNKNOWN', { account });
    if (enrolment.status !== 'ACTIVE') throw new NodeError('IDENTITY_SUSPENDED', { account });
    return enrolment;
  }

  /** The key that came along, or the one in the public profile: in either case the one whose hash is registered. */
  async function keyOf(message: HttpMessage, { account, document, mlDsa65Key }: Enrolment): Promise<Uint8Array> {
    const sent = memberOf(message, keyField, identityProfile.algorithm);
    const key = sent === undefined ? await profileKey(document) : bytesOf(sent[0], keyField);
    if (key === undefined)
      throw new NodeError('IDENTITY_KEY_MISSING', { account, rule: `comes in ${keyField} or stands in the profile` });
    if (sha256(bytesToHex(key)) !== mlDsa65Key) throw new NodeError('IDENTITY_KEY_NOT_REGISTERED', { account });
    return key;
  }

  async function profileKey(document: Enrolment['document']): Promise<Uint8Array | undefined> {
    try {
      return decodeProfile(await content.get(cidOfDigest(document))).mlDsa65Key;
    } catch (error) {
      // A person publishes no profile, and a profile need not be here.
      if (isNodeError(error)) return undefined;
      throw error;
    }
  }

  function useNonce(account: Address, nonce: string, expires: number): void {
    nonces.forget(clock());
    if (nonces.count(account) >= mostNonces)
      throw new NodeError('IDENTITY_TOO_MANY', { account, allowed: mostNonces, everySeconds: expires - clock() });
    if (!nonces.use(account, nonce, expires)) throw new NodeError('IDENTITY_REPLAYED', { account, nonce });
  }

  return {
    async identify(message) {
      const claimed = readIdentity(message, clock());
      if (claimed === undefined) return undefined;
      const { account, nonce, expires, coversBody, base, signature } = claimed;
      const key = await keyOf(message, requireActive(account));
      if (!engine.verify(key, base, signature)) throw new NodeError('IDENTITY_SIGNATURE_INVALID', { account });
      useNonce(account, nonce, expires);
      return { account, coversBody };
    },
  };
}
