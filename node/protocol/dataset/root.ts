import { CID } from 'multiformats/cid';
import { decodeCanonical, encodeCanonical } from '../canonical.ts';
import { readInteger, readLink, readLiteral, readObject } from '../document-fields.ts';
import { type DataBlock, nodeBlock } from './block.ts';
import { leafBytes } from './leaf.ts';

/** The one block that names all of a version's content; its digest is the content root on chain. */
export interface DatasetRoot {
  format: 'qdt-dataset/1';
  /** Plain bytes of all files together. */
  bytes: number;
  leafBytes: typeof leafBytes;
  /** The tree over the sealed leaves, or the leaf where there is one only. */
  tree: string;
  /** The sealed list of files. */
  directory: string;
}

export async function encodeRoot({ format, bytes, tree, directory }: DatasetRoot): Promise<DataBlock> {
  const links = { tree: CID.parse(tree), directory: CID.parse(directory) };
  return await nodeBlock(encodeCanonical({ format, bytes, leafBytes, ...links }));
}

/** Strict reading; 'DOCUMENT_INVALID' names the field. */
export function decodeRoot(block: Uint8Array): DatasetRoot {
  const value = readObject(decodeCanonical(block), 'root', ['format', 'bytes', 'leafBytes', 'tree', 'directory']);
  readInteger(value.leafBytes, 'root.leafBytes', leafBytes, leafBytes);
  return {
    format: readLiteral(value.format, 'root.format', 'qdt-dataset/1'),
    bytes: readInteger(value.bytes, 'root.bytes', 0, Number.MAX_SAFE_INTEGER),
    leafBytes,
    tree: readLink(value.tree, 'root.tree'),
    directory: readLink(value.directory, 'root.directory'),
  };
}
