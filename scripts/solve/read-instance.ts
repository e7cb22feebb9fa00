import { constrainedModelFromJson } from '../../node/protocol/constrained-model-json.ts';
import { fileInvalid, type Instance } from './instance.ts';
import { readLp } from './lp/lp-model.ts';
import { readMaxCut, readSparse } from './read-edges.ts';
import { readQubo } from './read-qubo.ts';

/** Reads a file by the ending of its name; every other is max-cut. Throws FILE_INVALID with the line, or the model's own errors. */
export function readInstance(name: string, text: string): Instance {
  if (name.endsWith('.qubo')) return readQubo(text);
  if (name.endsWith('.sparse')) return readSparse(text);
  if (name.endsWith('.json')) {
    return { format: 'qdt-model/2', objective: 'minimize', model: constrainedModelFromJson(parseJson(text)) };
  }
  if (name.endsWith('.lp')) return readLp(text);
  return readMaxCut(text);
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
