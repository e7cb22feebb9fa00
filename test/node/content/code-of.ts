import { isNodeError } from '../../../node/protocol/errors.ts';

/** The code of the NodeError a promise is refused with; a promise that is kept, or another error, says so. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'no error';
  } catch (error) {
    return isNodeError(error) ? error.code : `not a NodeError: ${String(error)}`;
  }
}

export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return new Uint8Array(Buffer.concat(all));
}
