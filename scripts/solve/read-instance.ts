import { decodeModelFile } from '../../node/protocol/model-file.ts';
import type { Instance } from './instance.ts';
import { readLp } from './lp/lp-model.ts';
import { readMaxCut, readSparse } from './read-edges.ts';
import { readModelJson } from './read-model-json.ts';
import { readQubo } from './read-qubo.ts';

/** Reads a file by the ending of its name; every other is max-cut. Throws FILE_INVALID with the line, or the model's own errors. */
export function readInstance(name: string, content: Uint8Array | string): Instance {
  if (name.endsWith('.qdtm')) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    return { format: 'qdt-model/2', objective: 'minimize', model: decodeModelFile(bytes) };
  }
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  if (name.endsWith('.qubo')) return readQubo(text);
  if (name.endsWith('.sparse')) return readSparse(text);
  if (name.endsWith('.lp')) return readLp(text);
  if (name.endsWith('.json')) {
    return { format: 'qdt-model/2', objective: 'minimize', model: readModelJson(text) };
  }
  return readMaxCut(text);
}
