import { ByteReader } from './byte-reader.ts';
import { sameBytes } from './canonical.ts';
import { NodeError } from './errors.ts';
import { type Model, modelLimits, type Term } from './model.ts';
import { blockVariables, chunkKinds, chunkLimit, chunkVersion, encodeModel } from './model-chunks.ts';

/** Chunks one model may have. */
export const chunkCountLimit = 4096;

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

/** What the chunks of format 1 hold, while they are read. */
export interface Parts {
  unit: string;
  divisor: bigint;
  terms: number;
  groups: { size: number }[];
  weights: Map<number, [number, number][]>;
  polynomials: { base: bigint; coefficients: bigint[] }[];
}

export function emptyParts(): Parts {
  return { unit: '', divisor: 0n, terms: 0, groups: [], weights: new Map(), polynomials: [] };
}

function readModel(chunks: readonly Uint8Array[]): Model {
  if (chunks.length > chunkCountLimit) throw new NodeError('MODEL_INVALID', { rule: 'number of chunks' });
  const parts = emptyParts();
  for (const chunk of chunks) {
    if (chunk.length > chunkLimit) throw new NodeError('MODEL_INVALID', { rule: 'size of a chunk' });
    readChunk(new ByteReader(chunk), parts);
  }
  return {
    format: 'qdt-model/1',
    energyScale: { unit: parts.unit, divisor: parts.divisor },
    groups: parts.groups,
    terms: termsOf(parts),
  };
}

export function termsOf({ polynomials, weights }: Parts): Term[] {
  return polynomials.map(({ base, coefficients }, index) => ({
    base,
    weights: weights.get(index) ?? [],
    coefficients,
  }));
}

function readChunk(reader: ByteReader, parts: Parts): void {
  const kind = readKind(reader);
  if (!readBody(kind, reader, parts)) throw new NodeError('MODEL_INVALID', { rule: 'kind of a chunk', kind });
}

export function readKind(reader: ByteReader): number {
  if (reader.uint8() !== chunkVersion) throw new NodeError('MODEL_INVALID', { rule: 'version of a chunk' });
  return reader.uint8();
}

/** Reads the body of a chunk of format 1; false for another kind. */
export function readBody(kind: number, reader: ByteReader, parts: Parts): boolean {
  if (kind === chunkKinds.header) readHeader(reader, parts);
  else if (kind === chunkKinds.groups) readGroups(reader, parts);
  else if (kind === chunkKinds.weights) readWeights(reader, parts.weights, modelLimits.terms);
  else if (kind === chunkKinds.terms) readTerms(reader, parts);
  else return false;
  return true;
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

/** Adds the rows of a chunk of weights, by term or constraint. */
export function readWeights(reader: ByteReader, rows: Parts['weights'], limit: number): void {
  const first = reader.uint32() * blockVariables;
  while (!reader.isAtEnd) {
    const term = reader.uint32();
    if (term >= limit) throw new NodeError('MODEL_INVALID', { rule: 'terms exist' });
    const row = rows.get(term) ?? [];
    for (let left = reader.uint16(); left > 0; left--) row.push([first + reader.uint16(), reader.int32()]);
    rows.set(term, row);
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
