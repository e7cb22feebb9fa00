import { constrainedModelFromJson } from '../../node/protocol/constrained-model-json.ts';
import { decodeModelFile } from '../../node/protocol/model-file.ts';
import { fileInvalid, type Instance } from './instance.ts';
import { readLp } from './lp/lp-model.ts';
import { readMaxCut, readSparse } from './read-edges.ts';
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
    return { format: 'qdt-model/2', objective: 'minimize', model: constrainedModelFromJson(modelOf(parseJson(text))) };
  }
  return readMaxCut(text);
}

/** The model itself, or the one in what `qdt export --format json` writes. */
function modelOf(value: unknown): unknown {
  const isExport = typeof value === 'object' && value !== null && 'format' in value && value.format === 'qdt-export/1';
  return isExport && 'model' in value ? value.model : value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    throw fileInvalid(text.slice(0, position).split('\n').length, 'is JSON');
  }
}
