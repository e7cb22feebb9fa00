import {
  type ConstrainedModel,
  type QuadraticTerms,
  validateConstrainedModel,
  variablesOf,
} from './constrained-model.ts';
import { NodeError } from './errors.ts';
import { integerOffsets } from './integer-variables.ts';
import { groupOffsets } from './model.ts';
import { encodeBands } from './model-bands.ts';
import {
  blockVariables,
  chunkCountLimit,
  chunkKinds,
  type Entry,
  partsOf,
  RowWriter,
  startChunk,
} from './model-chunks.ts';

const groupsPerChunk = 16_384;
const integersPerChunk = 4096;

/** The canonical chunks of a valid model, in the order of their kinds. Throws MODEL_INVALID, MODEL_TOO_LARGE. */
export function encodeConstrainedModel(model: ConstrainedModel): Uint8Array[] {
  validateConstrainedModel(model);
  const chunks = [
    encodeHeader(model),
    ...encodeGroups(model),
    ...encodeIntegers(model),
    ...encodeQuadratic(model.quadratic),
    ...encodeBands(model),
  ];
  if (chunks.length > chunkCountLimit) {
    throw new NodeError('MODEL_TOO_LARGE', { chunks: chunks.length, most: chunkCountLimit });
  }
  return chunks;
}

/** What a judge needs comes first, at fixed places; the counts at the end show a reader what is missing. */
function encodeHeader(model: ConstrainedModel): Uint8Array {
  const unit = new TextEncoder().encode(model.energyScale.unit);
  return startChunk(chunkKinds.header)
    .uint32(variablesOf(model))
    .int256(model.offset)
    .int256(model.energyScale.divisor)
    .uint8(unit.length)
    .bytes(unit)
    .uint32(model.binaries)
    .uint32(model.groups.length)
    .uint32(model.integers.length)
    .uint32(model.quadratic.weights.length)
    .uint32(model.terms.length)
    .uint32(model.constraints.length)
    .uint32(model.cardinalities.length)
    .uint32(model.flows.length)
    .finish();
}

/** `first variable, count, sizes`. */
function encodeGroups(model: ConstrainedModel): Uint8Array[] {
  const offsets = groupOffsets(model);
  return partsOf(model.groups, groupsPerChunk).map((part, index) => {
    const first = offsets[index * groupsPerChunk] ?? 0;
    const writer = startChunk(chunkKinds.groups).uint32(first).uint32(part.length);
    for (const { size } of part) writer.uint16(size);
    return writer.finish();
  });
}

/** `first variable, count, (lower, upper)...`. */
function encodeIntegers(model: ConstrainedModel): Uint8Array[] {
  const offsets = integerOffsets(model.integers, variablesOf({ ...model, integers: [] }));
  return partsOf(model.integers, integersPerChunk).map((part, index) => {
    const first = offsets[index * integersPerChunk] ?? 0;
    const writer = startChunk(chunkKinds.integers).uint32(first).uint32(part.length);
    for (const { lower, upper } of part) writer.int32(lower).int32(upper);
    return writer.finish();
  });
}

/** `row block, column block`, then rows; pairs of blocks ascend like the rows in them. */
function encodeQuadratic({ rows, columns, weights }: QuadraticTerms): Uint8Array[] {
  const pairs = new Map<number, RowWriter>();
  for (let at = 0; at < weights.length; ) {
    const row = rows[at] ?? 0;
    const pair = pairKey(row, columns[at] ?? 0);
    const entries: Entry[] = [];
    for (; rows[at] === row && pairKey(row, columns[at] ?? 0) === pair; at++) {
      entries.push([columns[at] ?? 0, weights[at] ?? 0]);
    }
    const [first, second] = [Math.floor(pair / mostBlocks), pair % mostBlocks];
    const start = () => startChunk(chunkKinds.quadratic).uint32(first).uint32(second);
    const writer = pairs.get(pair) ?? new RowWriter(start);
    pairs.set(pair, writer);
    writer.add(row % blockVariables, entries);
  }
  return [...pairs].sort(([a], [b]) => a - b).flatMap(([, writer]) => writer.finish());
}

const mostBlocks = 2 ** 20;

function pairKey(row: number, column: number): number {
  return Math.floor(row / blockVariables) * mostBlocks + Math.floor(column / blockVariables);
}
