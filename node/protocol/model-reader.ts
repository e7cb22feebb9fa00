import { ByteReader } from './byte-reader.ts';
import { sameBytes } from './canonical.ts';
import { NodeError } from './errors.ts';
import { type Model, modelLimits } from './model.ts';
import { blockVariables, chunkKinds, chunkLimit, chunkVersion, encodeModel } from './model-chunks.ts';

const chunkCountLimit = 4096;

/** The model the chunks hold. Refuses what is not the canonical encoding of a valid model: MODEL_INVALID. */
export function decodeModel(chunks: readonly Uint8Array[]): Model {
  let model: Model;
  try {
    model = readModel(chunks);
  } catch (error) {
    if (error instanceof NodeError && error.code === 'MODEL_INVALID') throw error;
    throw new NodeError('MODEL_INVALID', { rule: 'chunks decode' }, error);
  }
  const again = encodeModel(model);
  const isCanonical =
    again.length === chunks.length &&
    again.every((chunk, index) => sameBytes(chunk, chunks[index] ?? new Uint8Array()));
  if (!isCanonical) throw new NodeError('MODEL_INVALID', { rule: 'chunks are canonical' });
  return model;
}

interface Parts {
  unit: string;
  divisor: bigint;
  terms: number;
  groups: { size: number }[];
  weights: Map<number, [number, number][]>;
  polynomials: { base: bigint; coefficients: bigint[] }[];
}

function readModel(chunks: readonly Uint8Array[]): Model {
  if (chunks.length > chunkCountLimit) throw new NodeError('MODEL_INVALID', { rule: 'number of chunks' });
  const parts: Parts = { unit: '', divisor: 0n, terms: 0, groups: [], weights: new Map(), polynomials: [] };
  for (const chunk of chunks) {
    if (chunk.length > chunkLimit) throw new NodeError('MODEL_INVALID', { rule: 'size of a chunk' });
    readChunk(new ByteReader(chunk), parts);
  }
  return {
    format: 'qdt-model/1',
    energyScale: { unit: parts.unit, divisor: parts.divisor },
    groups: parts.groups,
    terms: parts.polynomials.map(({ base, coefficients }, index) => ({
      base,
      weights: parts.weights.get(index) ?? [],
      coefficients,
    })),
  };
}

function readChunk(reader: ByteReader, parts: Parts): void {
  if (reader.uint8() !== chunkVersion) throw new NodeError('MODEL_INVALID', { rule: 'version of a chunk' });
  const kind = reader.uint8();
  if (kind === chunkKinds.header) readHeader(reader, parts);
  else if (kind === chunkKinds.groups) readGroups(reader, parts);
  else if (kind === chunkKinds.weights) readWeights(reader, parts);
  else if (kind === chunkKinds.terms) readTerms(reader, parts);
  else throw new NodeError('MODEL_INVALID', { rule: 'kind of a chunk', kind });
}

function readHeader(reader: ByteReader, parts: Parts): void {
  parts.unit = new TextDecoder('utf-8', { fatal: true }).decode(reader.bytes(reader.uint8()));
  parts.divisor = reader.int256();
  reader.uint32();
  reader.uint32();
  parts.terms = reader.uint32();
}

function readGroups(reader: ByteReader, parts: Parts): void {
  reader.uint32();
  for (let left = reader.uint32(); left > 0; left--) parts.groups.push({ size: reader.uint16() });
}

function readWeights(reader: ByteReader, parts: Parts): void {
  const first = reader.uint32() * blockVariables;
  while (!reader.isAtEnd) {
    const term = reader.uint32();
    if (term >= modelLimits.terms) throw new NodeError('MODEL_INVALID', { rule: 'terms exist' });
    const row = parts.weights.get(term) ?? [];
    for (let left = reader.uint16(); left > 0; left--) row.push([first + reader.uint16(), reader.int32()]);
    parts.weights.set(term, row);
  }
}

function readTerms(reader: ByteReader, parts: Parts): void {
  reader.uint32();
  for (let left = reader.uint32(); left > 0; left--) {
    const base = reader.int256();
    const coefficients: bigint[] = [];
    for (let power = reader.uint8(); power > 0; power--) coefficients.push(reader.int256());
    parts.polynomials.push({ base, coefficients });
  }
}
