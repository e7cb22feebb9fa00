import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import type { ConstrainedModel } from './constrained-model.ts';
import { encodeConstrainedModel } from './constrained-model-chunks.ts';
import { decodeConstrainedModel } from './constrained-model-reader.ts';
import { NodeError } from './errors.ts';
import { chunkCountLimit, chunkLimit } from './model-chunks.ts';

/** 'QDTM' */
const magic = 0x5144544d;

/** A model's canonical chunks in one file: `QDTM`, number of chunks, then each with its length before it; 32 bits, big-endian. */
export function encodeModelFile(model: ConstrainedModel): Uint8Array {
  const chunks = encodeConstrainedModel(model);
  const writer = new ByteWriter().uint32(magic).uint32(chunks.length);
  for (const chunk of chunks) writer.uint32(chunk.length).bytes(chunk);
  return writer.finish();
}

/** Throws MODEL_INVALID with the rule, for anything that encodeModelFile does not write. */
export function decodeModelFile(bytes: Uint8Array): ConstrainedModel {
  return decodeConstrainedModel(readChunks(bytes));
}

function readChunks(bytes: Uint8Array): Uint8Array[] {
  try {
    const reader = new ByteReader(bytes);
    if (reader.uint32() !== magic) throw new NodeError('MODEL_INVALID', { rule: 'a model file starts with QDTM' });
    const count = reader.uint32();
    if (count > chunkCountLimit) throw new NodeError('MODEL_INVALID', { rule: 'number of chunks' });
    const chunks = Array.from({ length: count }, () => {
      const length = reader.uint32();
      if (length > chunkLimit) throw new NodeError('MODEL_INVALID', { rule: 'size of a chunk' });
      return reader.bytes(length);
    });
    if (!reader.isAtEnd) throw new NodeError('MODEL_INVALID', { rule: 'a model file ends with its last chunk' });
    return chunks;
  } catch (error) {
    if (error instanceof NodeError && error.code === 'MODEL_INVALID') throw error;
    throw new NodeError('MODEL_INVALID', { rule: 'a model file is whole' }, error);
  }
}
