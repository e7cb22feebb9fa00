import { ByteReader } from './byte-reader.ts';
import { sameBytes } from './canonical.ts';
import type { ConstrainedModel, QuadraticTerms } from './constrained-model.ts';
import { constrainedLimits } from './constrained-model.ts';
import { encodeConstrainedModel } from './constrained-model-chunks.ts';
import { NodeError } from './errors.ts';
import type { IntegerVariable } from './integer-variables.ts';
import type { EnergyScale, Group } from './model.ts';
import { BandReader } from './model-band-reader.ts';
import { blockVariables, chunkCountLimit, chunkKinds, chunkLimit, chunkVersion } from './model-chunks.ts';

interface Header {
  readonly offset: bigint;
  readonly energyScale: EnergyScale;
  readonly binaries: number;
}

interface Parts {
  header: Header | undefined;
  readonly groups: Group[];
  readonly integers: IntegerVariable[];
  readonly couplings: [row: number, column: number, weight: number][];
  readonly bands: BandReader;
}

/** The qdt-model/2 the chunks hold. Refuses what is not the canonical encoding of a valid model: MODEL_INVALID. */
export function decodeConstrainedModel(chunks: readonly Uint8Array[]): ConstrainedModel {
  let model: ConstrainedModel;
  let again: Uint8Array[];
  try {
    model = readModel(chunks);
    again = encodeConstrainedModel(model);
  } catch (error) {
    if (error instanceof NodeError && error.code === 'MODEL_INVALID') throw error;
    throw new NodeError('MODEL_INVALID', { rule: 'chunks decode' }, error);
  }
  const isCanonical =
    again.length === chunks.length &&
    again.every((chunk, index) => sameBytes(chunk, chunks[index] ?? new Uint8Array()));
  if (!isCanonical) throw new NodeError('MODEL_INVALID', { rule: 'chunks are canonical' });
  return model;
}

function readModel(chunks: readonly Uint8Array[]): ConstrainedModel {
  if (chunks.length > chunkCountLimit) throw new NodeError('MODEL_INVALID', { rule: 'number of chunks' });
  const parts: Parts = { header: undefined, groups: [], integers: [], couplings: [], bands: new BandReader() };
  for (const chunk of chunks) {
    if (chunk.length > chunkLimit) throw new NodeError('MODEL_INVALID', { rule: 'size of a chunk' });
    readChunk(new ByteReader(chunk), parts);
  }
  if (parts.header === undefined) throw new NodeError('MODEL_INVALID', { rule: 'there is a header' });
  return {
    format: 'qdt-model/2',
    ...parts.header,
    groups: parts.groups,
    integers: parts.integers,
    quadratic: sorted(parts.couplings),
    ...parts.bands.finish(),
  };
}

/** Chunks go by pair of blocks, the model's terms by row. */
function sorted(couplings: Parts['couplings']): QuadraticTerms {
  couplings.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return {
    rows: Int32Array.from(couplings, ([row]) => row),
    columns: Int32Array.from(couplings, ([, column]) => column),
    weights: Int32Array.from(couplings, ([, , weight]) => weight),
  };
}

function readChunk(reader: ByteReader, parts: Parts): void {
  if (reader.uint8() !== chunkVersion) throw new NodeError('MODEL_INVALID', { rule: 'version of a chunk' });
  const kind = reader.uint8();
  if (kind === chunkKinds.header) parts.header = readHeader(reader);
  else if (kind === chunkKinds.groups) readCounted(reader, () => parts.groups.push({ size: reader.uint16() }));
  else if (kind === chunkKinds.integers) {
    readCounted(reader, () => parts.integers.push({ lower: reader.int32(), upper: reader.int32() }));
  } else if (kind === chunkKinds.quadratic) readQuadratic(reader, parts.couplings);
  else if (!parts.bands.read(kind, reader)) throw new NodeError('MODEL_INVALID', { rule: 'kind of a chunk', kind });
}

function readHeader(reader: ByteReader): Header {
  reader.uint32();
  const offset = reader.int256();
  const divisor = reader.int256();
  const unit = new TextDecoder('utf-8', { fatal: true }).decode(reader.bytes(reader.uint8()));
  // the counts that follow are compared when the model is encoded again
  return { offset, energyScale: { unit, divisor }, binaries: reader.uint32() };
}

function readCounted(reader: ByteReader, readOne: () => void): void {
  reader.uint32();
  for (let left = reader.uint32(); left > 0; left--) readOne();
}

function readQuadratic(reader: ByteReader, couplings: Parts['couplings']): void {
  const firstRow = reader.uint32() * blockVariables;
  const firstColumn = reader.uint32() * blockVariables;
  while (!reader.isAtEnd) {
    const row = firstRow + reader.uint16();
    for (let left = reader.uint16(); left > 0; left--) {
      couplings.push([row, firstColumn + reader.uint16(), reader.int32()]);
    }
  }
  if (couplings.length > constrainedLimits.quadratic) {
    throw new NodeError('MODEL_INVALID', { rule: 'number of quadratic terms' });
  }
}
