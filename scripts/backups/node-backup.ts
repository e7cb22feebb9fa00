import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { backupJournal, verifyJournal } from '../../node/chain/backup.ts';
import type { JournalHead } from '../../node/chain/chain.ts';
import { createContentStore } from '../../node/content/content-store.ts';
import { openVersionContents } from '../../node/dataspace/datasets/version-contents.ts';
import { NodeError } from '../../node/protocol/errors.ts';

/** What a backup says of itself; written last, so that a backup without it is none. */
export interface BackupManifest {
  format: 'qdt-backup/1';
  head: JournalHead;
  content: { blocks: number; bytes: number };
}

const manifestName = 'backup.json';
/** What is not made again from the chain. */
const databaseNames = ['calls.sqlite', 'access.sqlite', 'texts.sqlite', 'envelopes.sqlite'] as const;
const relayKeyName = 'relay.key';

/**
 * Copies a node's data into a folder while the node runs. The journal first: all content it names was durable before it.
 * Every checksum and every block's hash is compared on the way.
 */
export async function backupNode(dataFolder: string, target: string): Promise<BackupManifest> {
  await rm(join(target, manifestName), { force: true });
  return copyNode(dataFolder, target);
}

/** Puts a backup where a node finds it. Throws RESTORE_TARGET_IN_USE where a ledger already is, BACKUP_DIFFERS when it is not what it says. */
export async function restoreNode(source: string, dataFolder: string): Promise<BackupManifest> {
  const manifest = await readManifest(source);
  if (existsSync(join(dataFolder, 'chain', 'journal'))) throw new NodeError('RESTORE_TARGET_IN_USE', { dataFolder });
  const head = await verifyJournal(join(source, 'chain'));
  if (head.headHash !== manifest.head.headHash) throw differs(manifest.head, head);
  const copied = await copyNode(source, dataFolder);
  if (copied.head.headHash !== manifest.head.headHash) throw differs(manifest.head, copied.head);
  return copied;
}

async function copyNode(from: string, to: string): Promise<BackupManifest> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const head = await backupJournal(join(from, 'chain'), join(to, 'chain'));
  const store = await createContentStore(join(from, 'content'));
  const content = await store.backup(join(to, 'content'));
  await copyDatasets(join(from, 'datasets'), join(to, 'datasets'));
  for (const name of databaseNames) await copyDatabase(join(from, name), join(to, name));
  await copyFile(join(from, relayKeyName), join(to, relayKeyName));
  const manifest: BackupManifest = { format: 'qdt-backup/1', head, content };
  await writeWhole(join(to, manifestName), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return manifest;
}

/** The encrypted content of dataset versions, every block checked. A provider's data keys are not a node's: they are its own to keep. */
async function copyDatasets(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return;
  const contents = await openVersionContents(from);
  for (const root of await contents.roots()) await (await contents.get(root))?.backup(join(to, root));
}

/** SQLite's own online copy: right while the node writes. */
async function copyDatabase(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return;
  const database = new DatabaseSync(from, { readOnly: true });
  try {
    await backup(database, to);
  } finally {
    database.close();
  }
}

async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch((cause: unknown) => {
    throw new NodeError('BACKUP_INCOMPLETE', { folder, missing: manifestName }, cause);
  });
  const manifest: BackupManifest = JSON.parse(text);
  if (manifest.format !== 'qdt-backup/1') throw new NodeError('BACKUP_INCOMPLETE', { folder, field: 'format' });
  return manifest;
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.part`, text, { flush: true });
  await rename(`${path}.part`, path);
}

function differs(expected: JournalHead, found: JournalHead): NodeError {
  return new NodeError('BACKUP_DIFFERS', { expected: expected.headHash, found: found.headHash });
}
