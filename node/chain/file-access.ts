import { type FileHandle, open } from 'node:fs/promises';

/** The few things the journal asks of a file; tests put a failing disk behind it. */
export interface FileAccess {
  size(): Promise<number>;
  /** Exactly `length` bytes, or an error. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** All bytes, or an error. */
  write(bytes: Uint8Array, offset: number): Promise<void>;
  truncate(length: number): Promise<void>;
  /** Resolves when data and length are on the disk (fdatasync). */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a file for reading and writing; 'r' for reading only. */
export async function openFileAccess(path: string, flags: 'r' | 'r+' | 'wx+'): Promise<FileAccess> {
  const handle = await open(path, flags, 0o600);
  return {
    size: async () => (await handle.stat()).size,
    read: (offset, length) => readAll(handle, offset, length),
    write: (bytes, offset) => writeAll(handle, bytes, offset),
    truncate: (length) => handle.truncate(length),
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

async function readAll(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) throw new Error('the file ended early');
    done += bytesRead;
  }
  return bytes;
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done);
    if (bytesWritten === 0) throw new Error('the disk took no more bytes');
    done += bytesWritten;
  }
}
