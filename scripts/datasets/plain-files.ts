import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PlainFile } from '../../node/protocol/dataset/seal-content.ts';
import { argumentInvalid } from '../command/run-command.ts';

const chunkBytes = 1024 * 1024;

/** What a provider publishes: the file, every file of the folder by its path, or `-` for standard input. */
export async function plainFiles(source: string, name: string): Promise<PlainFile[]> {
  if (source === '-') return [{ path: name, open: () => process.stdin }];
  const entry = await stat(source).catch(() => {
    throw argumentInvalid('is a file, a folder or -', 'SOURCE');
  });
  if (entry.isFile()) return [fileAt(source, basename(source))];
  if (!entry.isDirectory()) throw argumentInvalid('is a file, a folder or -', 'SOURCE');
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  const paths = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  if (paths.length === 0) throw argumentInvalid('holds a file', 'SOURCE');
  // A link could lead anywhere: only what lies in the folder is published.
  const links = entries.filter((one) => one.isSymbolicLink());
  if (links.length > 0) throw argumentInvalid('holds no links', 'SOURCE');
  return paths.sort().map((path) => fileAt(path, path.slice(join(source, '/').length).replaceAll('\\', '/')));
}

function fileAt(file: string, path: string): PlainFile {
  return { path, open: () => createReadStream(file, { highWaterMark: chunkBytes }) };
}

/** The same files; `moved` is told of the bytes read so far. */
export function watched(files: readonly PlainFile[], moved: (bytes: number) => void): PlainFile[] {
  let bytes = 0;
  return files.map(({ path, open }) => ({
    path,
    open: async function* () {
      for await (const chunk of open()) {
        bytes += chunk.length;
        moved(bytes);
        yield chunk;
      }
    },
  }));
}
