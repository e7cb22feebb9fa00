import type { Address, Hex } from 'viem';
import type { ContentStore } from '../content/content-store.ts';
import { verifierOf } from '../protocol/call.ts';
import { cidOfDigest } from '../protocol/cid.ts';
import { isNodeError } from '../protocol/errors.ts';
import { decodeProfile } from '../protocol/participant.ts';
import type { AccountSigners, Enrolment, ParticipantsTable } from './participants-table.ts';

/** A participant as it is shown. Keys are given by the hash the registry holds. */
export interface ParticipantRecord {
  account: Address;
  kind: 'AGENCY' | 'COMPANY' | 'OPERATOR' | 'CITIZEN';
  status: 'ACTIVE' | 'SUSPENDED';
  name?: string;
  profileCid?: string;
  mlDsa65Key: Hex;
  ageRecipient: Hex;
  enrolledAt: number;
  signers: Hex[];
  threshold: number;
  roles: string[];
}

export interface Participants {
  list(): Promise<ParticipantRecord[]>;
  get(account: Address): Promise<ParticipantRecord | undefined>;
  /** The name in a participant's public profile. */
  nameOf(account: Address): Promise<string | undefined>;
  /** The name of the participant who signs with this alone: how a committee's signers get their names. */
  nameOfSigner(signer: Hex): Promise<string | undefined>;
}

const noDocument = /^0x0{64}$/;

export function createParticipants(table: ParticipantsTable, content: ContentStore): Participants {
  /** Profiles are content: what a digest names never changes. */
  const names = new Map<Hex, string>();

  async function nameIn(document: Hex): Promise<string | undefined> {
    if (noDocument.test(document)) return undefined;
    const known = names.get(document);
    if (known !== undefined) return known;
    try {
      const { name } = decodeProfile(await content.get(cidOfDigest(document)));
      names.set(document, name);
      return name;
    } catch (error) {
      // A profile that is not here, or is not one, has no name to show; the account still stands.
      if (isNodeError(error)) return undefined;
      throw error;
    }
  }

  async function view(enrolment: Enrolment): Promise<ParticipantRecord> {
    const { account, document, mlDsa65Key, ageRecipient, enrolledAt } = enrolment;
    const name = await nameIn(document);
    const { signers, threshold } = table.signersOf(account) ?? { signers: [], threshold: 0 };
    return {
      account,
      kind: kindOf(enrolment.kind),
      status: enrolment.status === 'SUSPENDED' ? 'SUSPENDED' : 'ACTIVE',
      ...(name === undefined ? {} : { name }),
      ...(noDocument.test(document) ? {} : { profileCid: cidOfDigest(document) }),
      mlDsa65Key,
      ageRecipient,
      enrolledAt,
      signers,
      threshold,
      roles: table.rolesOf(account),
    };
  }

  async function nameOf(account: Address): Promise<string | undefined> {
    const enrolment = table.enrolment(account);
    return enrolment === undefined ? undefined : await nameIn(enrolment.document);
  }

  return {
    list: () => Promise.all(table.enrolments().map(view)),
    async get(account) {
      const enrolment = table.enrolment(account);
      return enrolment === undefined ? undefined : await view(enrolment);
    },
    nameOf,
    async nameOfSigner(signer) {
      const own = table.accountsOf(signer).find((account) => isOwn(table.signersOf(account)));
      return own === undefined ? undefined : await nameOf(own);
    },
  };
}

/** One signature suffices, and there is at most one signer of each algorithm. */
function isOwn(account: AccountSigners | undefined): boolean {
  if (account?.threshold !== 1) return false;
  return new Set(account.signers.map(verifierOf)).size === account.signers.length;
}

function kindOf(kind: string): ParticipantRecord['kind'] {
  return kind === 'AGENCY' || kind === 'COMPANY' || kind === 'OPERATOR' ? kind : 'CITIZEN';
}
