import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import { constrainedModelFromJson } from '../../node/protocol/constrained-model-json.ts';
import { isNodeError, NodeError } from '../../node/protocol/errors.ts';
import { fileInvalid } from './instance.ts';
import { lineOfPath, linesOfJson } from './json-lines.ts';

/** What a model's own rules call a part, and where that stands in the file. */
const places = {
  group: 'groups',
  integer: 'integers',
  term: 'terms',
  constraint: 'constraints',
  cardinality: 'cardinalities',
  flow: 'flows',
} as const;

/** Our own model from JSON, or the one in what `qdt export --format json` writes. Throws FILE_INVALID with line, field and rule. */
export function readModelJson(text: string): ConstrainedModel {
  const value = parseJson(text);
  const isExport = typeof value === 'object' && value !== null && 'format' in value && value.format === 'qdt-export/1';
  const prefix = isExport ? 'model.' : '';
  try {
    return constrainedModelFromJson(isExport && 'model' in value ? value.model : value);
  } catch (error) {
    if (!isNodeError(error)) throw error;
    const field = fieldOf(error.details);
    const line = lineOfPath(linesOfJson(text), `${prefix}${field ?? ''}`);
    const rule = error.details.rule ?? error.code;
    throw new NodeError('FILE_INVALID', { line, rule, ...(field === undefined ? {} : { field }) }, error);
  }
}

function fieldOf(details: NodeError['details']): string | undefined {
  if (typeof details.field === 'string') return details.field;
  for (const [word, list] of Object.entries(places)) {
    const index = details[word];
    if (typeof index === 'number') return `${list}[${index}]`;
  }
  return undefined;
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
