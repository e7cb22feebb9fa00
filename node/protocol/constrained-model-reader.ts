import { ByteReader } from './byte-reader.ts';
import { sameBytes } from './canonical.ts';
import { type ConstrainedModel, type Constraint, constrainedLimits, type QuadraticTerms } from './constrained-model.ts';
import { encodeConstrainedModel, senses } from './constrained-model-chunks.ts';
import { NodeError } from './errors.ts';
import { blockVariables, chunkKinds, chunkLimit } from './model-chunks.ts';
import { chunkCountLimit, emptyParts, type Parts, readBody, readKind, readWeights, termsOf } from './model-reader.ts';

interface ConstrainedParts extends Parts {
  binaries: number;
  offset: bigint;
  rows: number[];
  columns: number[];
  couplings: number[];
  constraintWeights: Parts['weights'];
  constraints: Pick<Constraint, 'sense' | 'bound'>[];
}

/** The qdt-model/2 the chunks hold. Refuses what is not the canonical encoding of a valid model: MODEL_INVALID. */
export function decodeConstrainedModel(chunks: readonly Uint8Array[]): ConstrainedModel {
  let model: ConstrainedModel;
  try {
    model = readModel(chunks);
  } catch (error) {
    if (error instanceof NodeError && error.code === 'MODEL_INVALID') throw error;
    throw new NodeError('MODEL_INVALID', { rule: 'chunks decode' }, error);
  }
  const again = encodeConstrainedModel(model);
  const isCanonical =
    again.length === chunks.length &&
    again.every((chunk, index) => sameBytes(chunk, chunks[index] ?? new Uint8Array()));
  if (!isCanonical) throw new NodeError('MODEL_INVALID', { rule: 'chunks are canonical' });
  return model;
}

function readModel(chunks: readonly Uint8Array[]): ConstrainedModel {
  if (chunks.length > chunkCountLimit) throw new NodeError('MODEL_INVALID', { rule: 'number of chunks' });
  const parts: ConstrainedParts = {
    ...emptyParts(),
    binaries: 0,
    offset: 0n,
    rows: [],
    columns: [],
    couplings: [],
    constraintWeights: new Map(),
    constraints: [],
  };
  for (const chunk of chunks) {
    if (chunk.length > chunkLimit) throw new NodeError('MODEL_INVALID', { rule: 'size of a chunk' });
    readChunk(new ByteReader(chunk), parts);
  }
  return {
    format: 'qdt-model/2',
    energyScale: { unit: parts.unit, divisor: parts.divisor },
    groups: parts.groups,
    binaries: parts.binaries,
    offset: parts.offset,
    quadratic: sorted(parts),
    terms: termsOf(parts),
    constraints: parts.constraints.map((constraint, index) => ({
      weights: parts.constraintWeights.get(index) ?? [],
      ...constraint,
    })),
  };
}

/** Chunks go by pair of blocks, the model's terms by row. */
function sorted({ rows, columns, couplings }: ConstrainedParts): QuadraticTerms {
  const order = Uint32Array.from(rows.keys()).sort(
    (a, b) => (rows[a] ?? 0) - (rows[b] ?? 0) || (columns[a] ?? 0) - (columns[b] ?? 0),
  );
  const pick = (values: readonly number[]) => Int32Array.from(order, (at) => values[at] ?? 0);
  return { rows: pick(rows), columns: pick(columns), weights: pick(couplings) };
}

function readChunk(reader: ByteReader, parts: ConstrainedParts): void {
  const kind = readKind(reader);
  if (readBody(kind, reader, parts)) return;
  if (kind === chunkKinds.binaries) readBinaries(reader, parts);
  else if (kind === chunkKinds.quadratic) readQuadratic(reader, parts);
  else if (kind === chunkKinds.constraintWeights) {
    readWeights(reader, parts.constraintWeights, constrainedLimits.constraints);
  } else if (kind === chunkKinds.constraints) readConstraints(reader, parts);
  else throw new NodeError('MODEL_INVALID', { rule: 'kind of a chunk', kind });
}

function readBinaries(reader: ByteReader, parts: ConstrainedParts): void {
  parts.binaries = reader.uint32();
  parts.offset = reader.int256();
}

function readQuadratic(reader: ByteReader, { rows, columns, couplings }: ConstrainedParts): void {
  const row = reader.uint32() * blockVariables;
  const column = reader.uint32() * blockVariables;
  while (!reader.isAtEnd) {
    rows.push(row + reader.uint16());
    columns.push(column + reader.uint16());
    couplings.push(reader.int32());
  }
  if (rows.length > constrainedLimits.quadratic) {
    throw new NodeError('MODEL_INVALID', { rule: 'number of quadratic terms' });
  }
}

function readConstraints(reader: ByteReader, { constraints }: ConstrainedParts): void {
  reader.uint32();
  for (let left = reader.uint32(); left > 0; left--) {
    const sense = senses[reader.uint8()];
    if (sense === undefined) throw new NodeError('MODEL_INVALID', { rule: 'sense of a constraint' });
    constraints.push({ sense, bound: reader.int256() });
  }
}
