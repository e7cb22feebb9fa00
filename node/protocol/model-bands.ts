import type { ByteWriter } from './byte-writer.ts';
import type { ConstrainedModel, Sense } from './constrained-model.ts';
import { blockVariables, chunkKinds, type Entry, partsOf, RowWriter, startChunk } from './model-chunks.ts';
import { flowWeights } from './model-rules.ts';

/** Lines whose sums a judge keeps at a time; a term has at most 321 bytes. */
export const bandLines = { terms: 174, others: 256 } as const;
/** Place in this list = byte in the chunk. */
export const senses: readonly Sense[] = ['<=', '=', '>='];

interface Line {
  readonly weights: readonly Entry[];
  readonly write: (writer: ByteWriter) => void;
}

/** Terms, constraints, cardinalities and flows: bands of lines, each band's weights by block, then its closing chunk. */
export function encodeBands(model: ConstrainedModel): Uint8Array[] {
  return [
    ...bandsOf(chunkKinds.terms, termLines(model), bandLines.terms),
    ...bandsOf(chunkKinds.constraints, constraintLines(model)),
    ...bandsOf(chunkKinds.cardinalities, cardinalityLines(model)),
    ...model.flows.flatMap((flow, index) => bandsOf(chunkKinds.flows, flowLines(flow, index))),
  ];
}

function bandsOf(kind: number, lines: readonly Line[], size: number = bandLines.others): Uint8Array[] {
  return partsOf(lines, size).flatMap((band) => [...encodeWeights(band), closeBand(kind, band)]);
}

function closeBand(kind: number, band: readonly Line[]): Uint8Array {
  const writer = startChunk(kind).uint16(band.length);
  for (const { write } of band) write(writer);
  return writer.finish();
}

/** `lines in the band, block`, then rows `line in the band, ...`. */
function encodeWeights(band: readonly Line[]): Uint8Array[] {
  const blocks = new Map<number, RowWriter>();
  for (const [line, { weights }] of band.entries()) {
    for (const [block, entries] of entriesByBlock(weights)) {
      const start = () => startChunk(chunkKinds.weights).uint16(band.length).uint32(block);
      const writer = blocks.get(block) ?? new RowWriter(start);
      blocks.set(block, writer);
      writer.add(line, entries);
    }
  }
  return [...blocks].sort(([a], [b]) => a - b).flatMap(([, writer]) => writer.finish());
}

function entriesByBlock(weights: readonly Entry[]): Map<number, Entry[]> {
  return Map.groupBy(weights, ([variable]) => Math.floor(variable / blockVariables));
}

function termLines({ terms }: ConstrainedModel): Line[] {
  return terms.map(({ weights, base, coefficients }) => ({
    weights,
    write: (writer) => {
      writer.int256(base).uint8(coefficients.length);
      for (const coefficient of coefficients) writer.int256(coefficient);
    },
  }));
}

function constraintLines({ constraints }: ConstrainedModel): Line[] {
  return constraints.map(({ weights, sense, bound }) => ({
    weights,
    write: (writer) => writer.uint8(senses.indexOf(sense)).int256(bound),
  }));
}

function cardinalityLines({ cardinalities }: ConstrainedModel): Line[] {
  return cardinalities.map(({ variables, least, most }) => ({
    weights: variables.map((variable) => [variable, 1]),
    write: (writer) => writer.uint32(least).uint32(most),
  }));
}

/** A node's chunk entry says which flow it belongs to. */
function flowLines(flow: ConstrainedModel['flows'][number], index: number): Line[] {
  return flowWeights(flow).map((weights, node) => ({
    weights,
    write: (writer) => writer.uint32(index).int32(flow.supplies[node] ?? 0),
  }));
}
