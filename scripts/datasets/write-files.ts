import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type DatasetSource, downloadRange } from '../../node/client/dataset-blocks.ts';
import type { DataKeys } from '../../node/protocol/dataset/data-key.ts';
import type { DatasetFile } from '../../node/protocol/dataset/directory.ts';
import type { ByteRange } from '../../node/protocol/dataset/open-content.ts';
import type { DatasetRoot } from '../../node/protocol/dataset/root.ts';

export interface Opened {
  source: DatasetSource;
  root: DatasetRoot;
  keys: DataKeys;
  /** Told the bytes that came since. */
  moved: (bytes: number) => void;
}

/** Writes every file under a folder, or a single one to a path. What is there whole stays; a part goes on where it ended. */
export async function writeFiles(
  opened: Opened,
  files: readonly DatasetFile[],
  out: string,
  isFolder: boolean,
): Promise<void> {
  let from = 0;
  for (const { path, bytes } of files) {
    await writeRange(opened, { from, to: from + bytes }, isFolder ? join(out, ...path.split('/')) : out);
    from += bytes;
  }
}

/** Writes a range of the content to a file, by way of `.part`: only verified bytes are in it, so it can go on from its length. */
export async function writeRange({ source, root, keys, moved }: Opened, range: ByteRange, path: string): Promise<void> {
  const length = range.to - range.from;
  if ((await sizeOf(path)) === length) return moved(length);
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.part`;
  const had = Math.min((await sizeOf(part)) ?? 0, length);
  const file = await open(part, 'a');
  try {
    await file.truncate(had);
    moved(had);
    for await (const chunk of downloadRange(source, { root, keys, range: { from: range.from + had, to: range.to } })) {
      await file.appendFile(chunk);
      moved(chunk.length);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, path);
}

async function sizeOf(path: string): Promise<number | undefined> {
  return await stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}
