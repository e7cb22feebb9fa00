import type { ByteReader } from './byte-reader.ts';
import type { ConstrainedModel, Constraint } from './constrained-model.ts';
import { NodeError } from './errors.ts';
import type { Term } from './model.ts';
import { bandLines, senses } from './model-bands.ts';
import { blockVariables, chunkKinds, type Entry } from './model-chunks.ts';
import { type Arc, type Cardinality, type Flow, groupLimits } from './model-groups.ts';

type Bands = Pick<ConstrainedModel, 'terms' | 'constraints' | 'cardinalities' | 'flows'>;

interface FlowRows {
  readonly supplies: number[];
  readonly arcs: Map<number, { variable: number; tail: number; head: number; amount: number }>;
}

/** Reads bands of lines: chunks of weights, then what closes them. */
export class BandReader {
  readonly #terms: Term[] = [];
  readonly #constraints: Constraint[] = [];
  readonly #cardinalities: Cardinality[] = [];
  readonly #flows: FlowRows[] = [];
  #rows = new Map<number, Entry[]>();

  /** False for a kind that is not of a band. */
  read(kind: number, reader: ByteReader): boolean {
    if (kind === chunkKinds.weights) this.#readWeights(reader);
    else if (kind === chunkKinds.terms) this.#close(reader, (weights) => this.#terms.push(readTerm(reader, weights)));
    else if (kind === chunkKinds.constraints) {
      this.#close(reader, (weights) => this.#constraints.push(readConstraint(reader, weights)));
    } else if (kind === chunkKinds.cardinalities) {
      this.#close(reader, (weights) => this.#cardinalities.push(readCardinality(reader, weights)));
    } else if (kind === chunkKinds.flows) this.#close(reader, (weights) => this.#addNode(reader, weights));
    else return false;
    return true;
  }

  finish(): Bands {
    if (this.#rows.size > 0) throw new NodeError('MODEL_INVALID', { rule: 'bands end' });
    return {
      terms: this.#terms,
      constraints: this.#constraints,
      cardinalities: this.#cardinalities,
      flows: this.#flows.map(({ supplies, arcs }): Flow => ({ supplies, arcs: arcsOf(arcs) })),
    };
  }

  #readWeights(reader: ByteReader): void {
    reader.uint16();
    const first = reader.uint32() * blockVariables;
    while (!reader.isAtEnd) {
      const line = reader.uint16();
      if (line >= bandLines.others) throw new NodeError('MODEL_INVALID', { rule: 'lines exist' });
      const row = this.#rows.get(line) ?? [];
      for (let left = reader.uint16(); left > 0; left--) row.push([first + reader.uint16(), reader.int32()]);
      this.#rows.set(line, row);
    }
  }

  #close(reader: ByteReader, read: (weights: readonly Entry[]) => void): void {
    const lines = reader.uint16();
    for (let line = 0; line < lines; line++) read(this.#rows.get(line) ?? []);
    this.#rows = new Map();
  }

  #addNode(reader: ByteReader, weights: readonly Entry[]): void {
    const index = reader.uint32();
    if (index > this.#flows.length || index >= groupLimits.flows) {
      throw new NodeError('MODEL_INVALID', { rule: 'flows follow each other' });
    }
    const flow: FlowRows = this.#flows[index] ?? { supplies: [], arcs: new Map() };
    this.#flows[index] = flow;
    const node = flow.supplies.length;
    flow.supplies.push(reader.int32());
    for (const [variable, weight] of weights) {
      const arc = flow.arcs.get(variable) ?? { variable, tail: -1, head: -1, amount: Math.abs(weight) };
      if (weight > 0) arc.tail = node;
      else arc.head = node;
      flow.arcs.set(variable, arc);
    }
  }
}

function arcsOf(arcs: FlowRows['arcs']): Arc[] {
  return [...arcs.values()].sort((a, b) => a.variable - b.variable);
}

function readTerm(reader: ByteReader, weights: readonly Entry[]): Term {
  const base = reader.int256();
  const coefficients = Array.from({ length: reader.uint8() }, () => reader.int256());
  return { base, weights, coefficients };
}

function readConstraint(reader: ByteReader, weights: readonly Entry[]): Constraint {
  const sense = senses[reader.uint8()];
  if (sense === undefined) throw new NodeError('MODEL_INVALID', { rule: 'sense of a constraint' });
  return { weights, sense, bound: reader.int256() };
}

function readCardinality(reader: ByteReader, weights: readonly Entry[]): Cardinality {
  return { variables: weights.map(([variable]) => variable), least: reader.uint32(), most: reader.uint32() };
}
