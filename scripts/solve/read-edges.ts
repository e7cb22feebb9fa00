import { constrainedLimits } from '../../node/protocol/constrained-model.ts';
import { modelLimits } from '../../node/protocol/model.ts';
import { QuadraticSum } from '../../node/protocol/quadratic-terms.ts';
import { fileInvalid, freeModel, type Instance, largestWeight, wholeNumber } from './instance.ts';
import { textLines } from './text-lines.ts';

/** One `first second weight` line; numbers from 1. */
interface Edge {
  readonly line: number;
  readonly first: number;
  readonly second: number;
  readonly weight: number;
}

/**
 * Max-cut as rudy writes it, for Gset and Biq Mac's .mc: `vertices edges`, then `vertex vertex [weight]`, weight 1 where it is missing.
 * Energy = -cut: an edge (i, j) of weight w cuts w (x_i + x_j - 2 x_i x_j).
 */
export function readMaxCut(text: string): Instance {
  const { size, edges } = readEdges(text, 'edges');
  const sum = new QuadraticSum();
  for (const { line, first, second, weight } of edges) {
    if (first === second) throw fileInvalid(line, 'an edge joins two vertices');
    sum
      .add(first, second, 2 * weight)
      .add(first, first, -weight)
      .add(second, second, -weight);
  }
  return { format: 'max-cut', objective: 'maximize', model: freeModel('cut weight', size, sum.terms()) };
}

/**
 * Biq Mac's .sparse: minimise x'Qx with Q symmetric, `variables entries`, then `row column value` of one half: off the diagonal
 * a value counts twice.
 */
export function readSparse(text: string): Instance {
  const { size, edges } = readEdges(text, 'entries');
  const sum = new QuadraticSum();
  for (const { first, second, weight } of edges) sum.add(first, second, first === second ? weight : 2 * weight);
  return { format: 'sparse', objective: 'minimize', model: freeModel('value', size, sum.terms()) };
}

function readEdges(text: string, name: string): { size: number; edges: Edge[] } {
  const [header, ...lines] = textLines(text, ['#', 'c', '%']);
  if (header === undefined) throw fileInvalid(1, 'the file says how many vertices and edges there are');
  const size = wholeNumber(header.words[0], header.number, 'number of vertices', 1, modelLimits.variables);
  const count = wholeNumber(header.words[1], header.number, `number of ${name}`, 0, constrainedLimits.quadratic);
  if (header.words.length > 2) throw fileInvalid(header.number, 'the first line has two numbers');
  const edges = lines.map(({ number, words }): Edge => {
    if (words.length > 3) throw fileInvalid(number, 'a line has two vertices and a weight');
    return {
      line: number,
      first: wholeNumber(words[0], number, 'first vertex', 1, size) - 1,
      second: wholeNumber(words[1], number, 'second vertex', 1, size) - 1,
      weight: words[2] === undefined ? 1 : wholeNumber(words[2], number, 'weight', -largestWeight, largestWeight),
    };
  });
  if (edges.length !== count) {
    throw fileInvalid(lines.at(-1)?.number ?? header.number, `${count} ${name} were announced, ${edges.length} follow`);
  }
  return { size, edges };
}
