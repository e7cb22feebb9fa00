import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NodeError } from '../protocol/errors.ts';

/** Files named by CID, sharded by the two characters before the last one (as Kubo's flatfs does). */
export interface BlockFiles {
  read(name: string): Promise<Uint8Array | undefined>;
  /** Returns after the bytes and the name are on disk: temporary file, fsync, rename, fsync of the folder. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  names(): AsyncGenerator<string>;
}

/** A temporary file this old was left by a process that died; a younger one may be another process's write. */
const ABANDONED_MILLISECONDS = 3_600_000;

export async function openBlockFiles(folder: string, now: () => number = Date.now): Promise<BlockFiles> {
  const blocks = join(folder, 'blocks');
  const incoming = join(folder, 'incoming');
  await mkdir(blocks, { recursive: true });
  await mkdir(incoming, { recursive: true });
  await removeAbandoned(incoming, now());

  return {
    async read(name) {
      const bytes = await readFile(join(blocks, shardOf(name), name)).catch(undefinedWhenMissing);
      return bytes === undefined ? undefined : new Uint8Array(bytes);
    },
    async write(name, bytes) {
      const temporary = join(incoming, randomUUID());
      const shard = join(blocks, shardOf(name));
      try {
        await writeDurably(temporary, bytes);
        if ((await mkdir(shard, { recursive: true })) !== undefined) await syncFolder(blocks);
        await rename(temporary, join(shard, name));
        await syncFolder(shard);
      } catch (error) {
        await rm(temporary, { force: true });
        throw storageError(error);
      }
    },
    async *names() {
      for (const shard of (await readdir(blocks)).sort()) yield* (await readdir(join(blocks, shard))).sort();
    },
  };
}

function shardOf(name: string): string {
  return name.slice(-3, -1);
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function removeAbandoned(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const entry = await stat(path).catch(undefinedWhenMissing);
    if (entry !== undefined && now - entry.mtimeMs > ABANDONED_MILLISECONDS) await rm(path, { force: true });
  }
}

function undefinedWhenMissing(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
}

function storageError(error: unknown): unknown {
  const code = codeOf(error);
  return code === 'ENOSPC' || code === 'EDQUOT' ? new NodeError('STORAGE_FULL', {}, error) : error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
