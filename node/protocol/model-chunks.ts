import { ByteWriter } from './byte-writer.ts';
import { NodeError } from './errors.ts';
import { merkleRoot } from './merkle.ts';
import { type Model, type Term, validateModel, variableCount } from './model.ts';

/**
 * A model in chunks of at most 64 KiB, big-endian, each `version, kind, body`. Kinds: 1 header, 2 group sizes, 3 weights of
 * one block of 4096 variables (so that a judge may score a block of the sample with it alone), 4 term polynomials; qdt-model/2 adds
 * 5 quadratic terms, 6 weights of constraints, 7 senses and bounds of constraints, 8 binary variables. None changes.
 */
export const chunkLimit = 65_536;
export const blockVariables = 4096;
export const chunkVersion = 1;
export const chunkKinds = {
  header: 1,
  groups: 2,
  weights: 3,
  terms: 4,
  quadratic: 5,
  constraintWeights: 6,
  constraints: 7,
  binaries: 8,
} as const;
const groupsPerChunk = 16_384;
const termsPerChunk = 192;

/** The canonical chunks of a valid model. */
export function encodeModel(model: Model): Uint8Array[] {
  validateModel(model);
  const variables = variableCount(model);
  return [
    encodeHeader(model, variables),
    ...encodeGroups(model),
    ...encodeWeights(chunkKinds.weights, model.terms, variables),
    ...encodeTerms(model),
  ];
}

/** The root recorded on chain. */
export function modelRoot(chunks: readonly Uint8Array[]): `0x${string}` {
  return merkleRoot(chunks);
}

/** An open chunk of a kind. */
export function startChunk(kind: number): ByteWriter {
  return new ByteWriter().uint8(chunkVersion).uint8(kind);
}

export function encodeHeader(model: Pick<Model, 'energyScale' | 'groups' | 'terms'>, variables: number): Uint8Array {
  const unit = new TextEncoder().encode(model.energyScale.unit);
  return startChunk(chunkKinds.header)
    .uint8(unit.length)
    .bytes(unit)
    .int256(model.energyScale.divisor)
    .uint32(model.groups.length)
    .uint32(variables)
    .uint32(model.terms.length)
    .finish();
}

export function encodeGroups(model: Pick<Model, 'groups'>): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let first = 0; first < model.groups.length; first += groupsPerChunk) {
    const part = model.groups.slice(first, first + groupsPerChunk);
    const writer = startChunk(chunkKinds.groups).uint32(first).uint32(part.length);
    for (const { size } of part) writer.uint16(size);
    chunks.push(writer.finish());
  }
  return chunks;
}

/** Rows `term or constraint, count, (variable in block, weight)...`; a row has at most 24,582 bytes and is never split. */
export function encodeWeights(kind: number, lines: readonly Pick<Term, 'weights'>[], variables: number): Uint8Array[] {
  const blocks: { writer: ByteWriter; chunks: Uint8Array[] }[] = [];
  const startBlock = (block: number) => startChunk(kind).uint32(block);
  for (let block = 0; block * blockVariables < variables; block++) {
    blocks.push({ writer: startBlock(block), chunks: [] });
  }
  for (const [index, term] of lines.entries()) {
    for (const [block, row] of rowsByBlock(term)) {
      const open = blocks[block];
      if (open === undefined) throw new NodeError('MODEL_INVALID', { rule: 'variables exist', block });
      if (open.writer.length + 6 + 6 * row.length > chunkLimit) {
        open.chunks.push(open.writer.finish());
        open.writer = startBlock(block);
      }
      open.writer.uint32(index).uint16(row.length);
      for (const [variable, weight] of row) open.writer.uint16(variable % blockVariables).int32(weight);
    }
  }
  return blocks.flatMap(({ writer, chunks }) => [...chunks, writer.finish()]);
}

function rowsByBlock(term: Pick<Term, 'weights'>): Map<number, Term['weights'][number][]> {
  const rows = new Map<number, Term['weights'][number][]>();
  for (const entry of term.weights) {
    const block = Math.floor(entry[0] / blockVariables);
    const row = rows.get(block);
    if (row === undefined) rows.set(block, [entry]);
    else row.push(entry);
  }
  return rows;
}

export function encodeTerms(model: Pick<Model, 'terms'>): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let first = 0; first < model.terms.length; first += termsPerChunk) {
    const part = model.terms.slice(first, first + termsPerChunk);
    const writer = startChunk(chunkKinds.terms).uint32(first).uint32(part.length);
    for (const { base, coefficients } of part) {
      writer.int256(base).uint8(coefficients.length);
      for (const coefficient of coefficients) writer.int256(coefficient);
    }
    chunks.push(writer.finish());
  }
  return chunks;
}
