import type { DatabaseSync } from 'node:sqlite';
import type { Address, Hex } from 'viem';
import type { PublicKeys } from '../protocol/call.ts';
import { hex, type Row, text, whole } from './row.ts';

/** Tables of accounts, participants, roles and executed batches: derived from events, addresses in lower case. */
const tables = `
  CREATE TABLE IF NOT EXISTS accounts (
    account TEXT PRIMARY KEY, threshold INTEGER NOT NULL, changes INTEGER NOT NULL, changes_read INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS account_signers (
    account TEXT NOT NULL, signer TEXT NOT NULL, PRIMARY KEY (account, signer)) STRICT;
  CREATE TABLE IF NOT EXISTS public_keys (signer TEXT PRIMARY KEY, public_key TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS account_signers_by_signer ON account_signers (signer);
  CREATE TABLE IF NOT EXISTS participants (
    account TEXT PRIMARY KEY, kind TEXT NOT NULL, status TEXT NOT NULL, document TEXT NOT NULL,
    ml_dsa_65_key TEXT NOT NULL, age_recipient TEXT NOT NULL, enrolled_at INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS role_members (role TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY (role, account)) STRICT;
  CREATE TABLE IF NOT EXISTS executed_batches (
    digest TEXT PRIMARY KEY, account TEXT NOT NULL, lane TEXT NOT NULL, nonce TEXT NOT NULL,
    transaction_hash TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS executed_batches_by_lane ON executed_batches (account, lane);
`;

export interface Enrolment {
  account: Address;
  kind: string;
  status: string;
  /** sha2-256 digests; zero where there is none. */
  document: Hex;
  mlDsa65Key: Hex;
  ageRecipient: Hex;
  enrolledAt: number;
}

export interface AccountSigners {
  signers: Hex[];
  threshold: number;
  /** Of its ML-DSA signers, each checked to be the signer's. */
  publicKeys?: PublicKeys;
}

export interface ExecutedBatch {
  digest: Hex;
  account: Address;
  nonce: bigint;
  transactionHash: Hex;
}

export type ParticipantsTable = ReturnType<typeof openParticipantsTable>;

/** Reads and writes of the participants' part of the index. */
export function openParticipantsTable(database: DatabaseSync) {
  database.exec(tables);
  const statements = {
    account: database.prepare('SELECT threshold FROM accounts WHERE account = ? AND changes_read > 0'),
    signers: database.prepare('SELECT signer FROM account_signers WHERE account = ? ORDER BY signer'),
    publicKeys: database.prepare(
      'SELECT signer, public_key FROM public_keys NATURAL JOIN account_signers WHERE account = ?',
    ),
    publicKey: database.prepare('SELECT public_key FROM public_keys WHERE signer = ?'),
    putPublicKey: database.prepare('INSERT OR REPLACE INTO public_keys VALUES (?, ?)'),
    owners: database.prepare('SELECT account FROM account_signers WHERE signer = ? ORDER BY account'),
    isAccount: database.prepare('SELECT 1 FROM accounts WHERE account = ?'),
    mark: database.prepare('INSERT INTO accounts VALUES (?, 0, 1, 0) ON CONFLICT DO UPDATE SET changes = changes + 1'),
    unread: database.prepare('SELECT account, changes FROM accounts WHERE changes > changes_read ORDER BY account'),
    putAccount: database.prepare('UPDATE accounts SET threshold = ?, changes_read = ? WHERE account = ?'),
    dropSigners: database.prepare('DELETE FROM account_signers WHERE account = ?'),
    putSigner: database.prepare('INSERT OR IGNORE INTO account_signers VALUES (?, ?)'),
    participant: database.prepare('SELECT * FROM participants WHERE account = ?'),
    participants: database.prepare('SELECT * FROM participants ORDER BY enrolled_at, account'),
    enrol: database.prepare('INSERT OR REPLACE INTO participants VALUES (?, ?, ?, ?, ?, ?, ?)'),
    profile: database.prepare(
      'UPDATE participants SET document = ?, ml_dsa_65_key = ?, age_recipient = ? WHERE account = ?',
    ),
    status: database.prepare('UPDATE participants SET status = ? WHERE account = ?'),
    roles: database.prepare('SELECT role FROM role_members WHERE account = ? ORDER BY role'),
    grant: database.prepare('INSERT OR IGNORE INTO role_members VALUES (?, ?)'),
    revoke: database.prepare('DELETE FROM role_members WHERE role = ? AND account = ?'),
    executed: database.prepare('SELECT * FROM executed_batches WHERE digest = ?'),
    executedBy: database.prepare('SELECT nonce FROM executed_batches WHERE account = ? AND lane = ?'),
    putExecuted: database.prepare('INSERT OR IGNORE INTO executed_batches VALUES (?, ?, ?, ?, ?)'),
  };
  const key = (account: string): string => account.toLowerCase();
  return {
    signersOf(account: Address): AccountSigners | undefined {
      const row = statements.account.get(key(account));
      if (row === undefined) return undefined;
      const signers = statements.signers.all(key(account)).map((entry) => hex(entry, 'signer'));
      const keys = statements.publicKeys
        .all(key(account))
        .map((entry) => [text(entry, 'signer'), hex(entry, 'public_key')]);
      return { signers, threshold: whole(row, 'threshold'), publicKeys: Object.fromEntries(keys) };
    },
    publicKeyOf(signer: Hex): Hex | undefined {
      const row = statements.publicKey.get(key(signer));
      return row === undefined ? undefined : hex(row, 'public_key');
    },
    putPublicKey: (signer: Hex, publicKey: Hex) => void statements.putPublicKey.run(key(signer), key(publicKey)),
    accountsOf: (signer: Hex): Address[] => statements.owners.all(key(signer)).map((row) => hex(row, 'account')),
    isAccount: (account: Address): boolean => statements.isAccount.get(key(account)) !== undefined,
    /** Notes that an account exists or that its signers changed. */
    markUnread: (account: Address) => void statements.mark.run(key(account)),
    /** Accounts whose signers must be read again, with the mark to give back. */
    unread: (): { account: Address; mark: number }[] =>
      statements.unread.all().map((row) => ({ account: hex(row, 'account'), mark: whole(row, 'changes') })),
    putSigners(account: Address, { signers, threshold }: AccountSigners, mark: number): void {
      database.exec('BEGIN IMMEDIATE');
      statements.dropSigners.run(key(account));
      for (const signer of signers) statements.putSigner.run(key(account), key(signer));
      statements.putAccount.run(threshold, mark, key(account));
      database.exec('COMMIT');
    },
    enrolment(account: Address): Enrolment | undefined {
      const row = statements.participant.get(key(account));
      return row === undefined ? undefined : enrolmentOf(row);
    },
    enrolments: (): Enrolment[] => statements.participants.all().map(enrolmentOf),
    enrol(one: Enrolment): void {
      const { account, kind, status, document, mlDsa65Key, ageRecipient, enrolledAt } = one;
      statements.enrol.run(key(account), kind, status, document, mlDsa65Key, ageRecipient, enrolledAt);
    },
    setProfile(account: Address, profile: Pick<Enrolment, 'document' | 'mlDsa65Key' | 'ageRecipient'>): void {
      statements.profile.run(profile.document, profile.mlDsa65Key, profile.ageRecipient, key(account));
    },
    setStatus: (account: Address, status: string) => void statements.status.run(status, key(account)),
    rolesOf: (account: Address): string[] => statements.roles.all(key(account)).map((row) => text(row, 'role')),
    grant: (role: string, account: Address) => void statements.grant.run(role, key(account)),
    revoke: (role: string, account: Address) => void statements.revoke.run(role, key(account)),
    executed(digest: Hex): ExecutedBatch | undefined {
      const row = statements.executed.get(key(digest));
      return row === undefined ? undefined : executedOf(row);
    },
    /** The next unused sequence number of a nonce's lane (OpenZeppelin NoncesKeyed: key in the upper 192 bits). */
    nextNonce(account: Address, nonce: bigint): bigint {
      const lane = nonce >> 64n;
      let next = lane << 64n;
      for (const row of statements.executedBy.iterate(key(account), String(lane))) {
        const used = BigInt(text(row, 'nonce'));
        if (used >= next) next = used + 1n;
      }
      return next;
    },
    /** Forgets everything: the chain is read again from its start. */
    reset(): void {
      for (const table of [
        'accounts',
        'account_signers',
        'public_keys',
        'participants',
        'role_members',
        'executed_batches',
      ]) {
        database.exec(`DELETE FROM ${table}`);
      }
    },
    putExecuted({ digest, account, nonce, transactionHash }: ExecutedBatch): void {
      statements.putExecuted.run(key(digest), key(account), String(nonce >> 64n), String(nonce), key(transactionHash));
    },
  };
}

function enrolmentOf(row: Row): Enrolment {
  return {
    account: hex(row, 'account'),
    kind: text(row, 'kind'),
    status: text(row, 'status'),
    document: hex(row, 'document'),
    mlDsa65Key: hex(row, 'ml_dsa_65_key'),
    ageRecipient: hex(row, 'age_recipient'),
    enrolledAt: whole(row, 'enrolled_at'),
  };
}

function executedOf(row: Row): ExecutedBatch {
  return {
    digest: hex(row, 'digest'),
    account: hex(row, 'account'),
    nonce: BigInt(text(row, 'nonce')),
    transactionHash: hex(row, 'transaction_hash'),
  };
}
