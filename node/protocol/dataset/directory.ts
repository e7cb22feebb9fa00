import { decodeCanonical, encodeCanonical } from '../canonical.ts';
import { invalid, readArray, readInteger, readLiteral, readObject, readText } from '../document-fields.ts';
import { NodeError } from '../errors.ts';

/** One file of a dataset; files follow each other without gaps, in the order of the list. */
export interface DatasetFile {
  /** Relative, with `/` between its parts. */
  path: string;
  bytes: number;
}

const mostFiles = 10_000;
const longestPath = 1024;
/** The list is sealed as one leaf, and a block has at most 1 MiB. */
const largestDirectory = 1_000_000;

/** 'DATASET_TOO_MANY_FILES' above 10,000 files or 1 MB of names; 'DATASET_PATH_INVALID' for a path that leaves the folder, or stands twice. */
export function encodeDirectory(files: readonly DatasetFile[]): Uint8Array<ArrayBuffer> {
  requirePaths(files);
  const bytes = new Uint8Array(encodeCanonical({ format: 'qdt-directory/1', files }));
  if (files.length > mostFiles || bytes.length > largestDirectory)
    throw new NodeError('DATASET_TOO_MANY_FILES', { files: files.length, allowed: mostFiles });
  return bytes;
}

/** Strict reading. `total`: the plain bytes that the root tells. Throws 'DOCUMENT_INVALID', 'DATASET_PATH_INVALID'. */
export function decodeDirectory(bytes: Uint8Array, total: number): DatasetFile[] {
  const value = readObject(decodeCanonical(bytes), 'directory', ['format', 'files']);
  readLiteral(value.format, 'directory.format', 'qdt-directory/1');
  const files = readArray(value.files, 'directory.files', mostFiles).map((entry) => {
    const file = readObject(entry, 'directory.files', ['path', 'bytes']);
    return {
      path: readText(file.path, 'directory.files.path', longestPath),
      bytes: readInteger(file.bytes, 'directory.files.bytes', 0, total),
    };
  });
  requirePaths(files);
  if (files.reduce((sum, file) => sum + file.bytes, 0) !== total)
    throw invalid('directory.files', 'as long together as the root tells');
  return files;
}

/** No path may lead out of the folder that a grantee unpacks into. */
function requirePaths(files: readonly DatasetFile[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    const parts = path.split('/');
    const isPlain = path.length <= longestPath && !/[\0\\:]/.test(path) && parts.every(isPlainPart);
    if (!isPlain || seen.has(path))
      throw new NodeError('DATASET_PATH_INVALID', { path: path.slice(0, 80), rule: 'relative, plain, once' });
    seen.add(path);
  }
}

function isPlainPart(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..';
}
