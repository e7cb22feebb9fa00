import type { ByteWriter } from './byte-writer.ts';
import { type ConstrainedModel, type Sense, validateConstrainedModel, variablesOf } from './constrained-model.ts';
import {
  blockVariables,
  chunkKinds,
  chunkLimit,
  encodeGroups,
  encodeHeader,
  encodeTerms,
  encodeWeights,
  startChunk,
} from './model-chunks.ts';

const constraintsPerChunk = 1900;
/** Place in this list = byte in the chunk. */
export const senses: readonly Sense[] = ['<=', '=', '>='];

/**
 * The canonical chunks of a valid model: header, binary variables, groups, weights, terms as in qdt-model/1, then quadratic
 * terms by pair of variable blocks, eight bytes each so that four fill an EVM word, then constraints like terms.
 */
export function encodeConstrainedModel(model: ConstrainedModel): Uint8Array[] {
  validateConstrainedModel(model);
  const variables = variablesOf(model);
  return [
    encodeHeader(model, variables),
    encodeBinaries(model),
    ...encodeGroups(model),
    ...(model.terms.length === 0 ? [] : encodeWeights(chunkKinds.weights, model.terms, variables)),
    ...encodeTerms(model),
    ...encodeQuadratic(model),
    ...(model.constraints.length === 0
      ? []
      : encodeWeights(chunkKinds.constraintWeights, model.constraints, variables)),
    ...encodeConstraints(model),
  ];
}

function encodeBinaries({ binaries, offset, quadratic, constraints }: ConstrainedModel): Uint8Array {
  return startChunk(chunkKinds.binaries)
    .uint32(binaries)
    .int256(offset)
    .uint32(quadratic.weights.length)
    .uint32(constraints.length)
    .finish();
}

/** `block, block`, then `variable in the first block, variable in the second, weight`; blocks ascend like the terms in them. */
function encodeQuadratic({ quadratic: { rows, columns, weights } }: ConstrainedModel): Uint8Array[] {
  const pairs = new Map<number, { writer: ByteWriter; chunks: Uint8Array[] }>();
  const blocks = 2 ** 20;
  for (let at = 0; at < weights.length; at++) {
    const row = rows[at] ?? 0;
    const column = columns[at] ?? 0;
    const first = Math.floor(row / blockVariables);
    const second = Math.floor(column / blockVariables);
    const start = () => startChunk(chunkKinds.quadratic).uint32(first).uint32(second);
    const key = first * blocks + second;
    const pair = pairs.get(key) ?? { writer: start(), chunks: [] };
    pairs.set(key, pair);
    if (pair.writer.length + 8 > chunkLimit) {
      pair.chunks.push(pair.writer.finish());
      pair.writer = start();
    }
    pair.writer
      .uint16(row % blockVariables)
      .uint16(column % blockVariables)
      .int32(weights[at] ?? 0);
  }
  return [...pairs].sort((a, b) => a[0] - b[0]).flatMap(([, { writer, chunks }]) => [...chunks, writer.finish()]);
}

function encodeConstraints({ constraints }: ConstrainedModel): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let first = 0; first < constraints.length; first += constraintsPerChunk) {
    const part = constraints.slice(first, first + constraintsPerChunk);
    const writer = startChunk(chunkKinds.constraints).uint32(first).uint32(part.length);
    for (const { sense, bound } of part) writer.uint8(senses.indexOf(sense)).int256(bound);
    chunks.push(writer.finish());
  }
  return chunks;
}
