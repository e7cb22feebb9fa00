import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseBlockCid } from '../../content/block-cid.ts';
import { type ContentStore, createContentStore } from '../../content/content-store.ts';
import type { DataBlock } from '../../protocol/dataset/block.ts';

/** The encrypted content of dataset versions, each in a content store of its own, so that it is never served as public and can be erased. */
export interface VersionContents {
  /** The blocks under this root (a CID); undefined where they are not here. */
  get(root: string): Promise<ContentStore | undefined>;
  roots(): Promise<string[]>;
  /**
   * Stores blocks as they come, a few at a time, and makes them known under their root once all are on disk; the source waits
   * for the disk. What fails leaves nothing.
   */
  store<Sealed extends { root: string }>(blocks: AsyncGenerator<DataBlock, Sealed>): Promise<Sealed>;
  /** Whether there was anything to erase. */
  erase(root: string): Promise<boolean>;
}

/** Writes on their way at a time: each waits for the disk, and waits together cost little more than one. */
const writesAtATime = 32;

const incoming = 'incoming';

/** Opens the folder `datasets` of a node's data; what an interrupted publication left is removed after a day. */
export async function openVersionContents(folder: string): Promise<VersionContents> {
  const arriving = join(folder, incoming);
  await mkdir(arriving, { recursive: true, mode: 0o700 });
  await removeAbandoned(arriving);
  const opened = new Map<string, ContentStore>();

  async function write<Sealed>(target: string, blocks: AsyncGenerator<DataBlock, Sealed>): Promise<Sealed> {
    const store = await createContentStore(target);
    const writing = new Set<Promise<void>>();
    const failures: unknown[] = [];
    for (;;) {
      const next = await blocks.next();
      if (next.done === true) await Promise.all(writing);
      if (failures.length > 0) throw failures[0];
      if (next.done === true) return next.value;
      const { cid, bytes } = next.value;
      const write = store
        .put(cid, bytes)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => writing.delete(write));
      writing.add(write);
      if (writing.size >= writesAtATime) await Promise.race(writing);
    }
  }

  return {
    async get(root) {
      const name = parseBlockCid(root).toString();
      const known = opened.get(name);
      if (known !== undefined && (await isThere(join(folder, name)))) return known;
      if (!(await isThere(join(folder, name)))) return undefined;
      const store = await createContentStore(join(folder, name));
      opened.set(name, store);
      return store;
    },
    async roots() {
      return (await readdir(folder)).filter((name) => name !== incoming).sort();
    },
    async store(blocks) {
      const target = join(arriving, randomUUID());
      try {
        const sealed = await write(target, blocks);
        const { root } = sealed;
        await rm(join(folder, root), { recursive: true, force: true });
        await rename(target, join(folder, root));
        await syncFolder(folder);
        return sealed;
      } catch (error) {
        await rm(target, { recursive: true, force: true });
        throw error;
      }
    },
    async erase(root) {
      const name = parseBlockCid(root).toString();
      opened.delete(name);
      const wasThere = await isThere(join(folder, name));
      await rm(join(folder, name), { recursive: true, force: true });
      return wasThere;
    },
  };
}

const abandonedMilliseconds = 86_400_000;

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const { mtimeMs } = await stat(join(folder, name));
    if (Date.now() - mtimeMs > abandonedMilliseconds) await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
