import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCid } from '../../protocol/cid.ts';
import { type EnvelopeHeader, openEnvelope, sealEnvelope } from '../../protocol/dataset/envelope.ts';
import { NodeError } from '../../protocol/errors.ts';

/** A provider's data keys at rest: each an envelope to the provider itself, so that its key file and passphrase open them and nothing else does. */
export interface KeyFolder {
  /** Keeps the key of this content (a CID), on the disk when it returns; 'DATA_KEY_EXISTS' where there is one. */
  put(root: string, secret: Uint8Array, to: { recipient: string; header: EnvelopeHeader }): Promise<void>;
  /** `seed`: the provider's X-Wing seed. 'DATA_KEY_MISSING', and what openEnvelope throws. */
  open(root: string, seed: Uint8Array, header: EnvelopeHeader): Promise<Uint8Array<ArrayBuffer>>;
  /** Whether there was one. */
  erase(root: string): Promise<boolean>;
}

/** The folder is made where there is none; only its owner may read it. */
export async function openKeyFolder(folder: string): Promise<KeyFolder> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (root: string): string => join(folder, `${parseCid(root).toString()}.age`);
  return {
    async put(root, secret, { recipient, header }) {
      const envelope = await sealEnvelope(recipient, header, secret);
      const file = await open(pathOf(root), 'wx', 0o600).catch((cause: unknown) => {
        throw isCode(cause, 'EEXIST') ? new NodeError('DATA_KEY_EXISTS', { root }, cause) : cause;
      });
      try {
        await file.writeFile(envelope);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async open(root, seed, header) {
      const envelope = await readFile(pathOf(root)).catch((cause: unknown) => {
        throw isCode(cause, 'ENOENT') ? new NodeError('DATA_KEY_MISSING', { root }, cause) : cause;
      });
      return await openEnvelope(new Uint8Array(envelope), seed, header);
    },
    async erase(root) {
      return await rm(pathOf(root)).then(
        () => true,
        (cause: unknown) => {
          if (isCode(cause, 'ENOENT')) return false;
          throw cause;
        },
      );
    },
  };
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
