import type { Hex } from 'viem';
import { parseKeyFile } from '../protocol/key-file-format.ts';

/** The public key that stands in the open in a key file; undefined where the file is none: signing says why. */
export async function publicKeyIn(file: File | undefined): Promise<Hex | undefined> {
  if (file === undefined) return undefined;
  try {
    const content: unknown = JSON.parse(await file.text());
    return parseKeyFile(content).authority.publicKey;
  } catch {
    return undefined;
  }
}
