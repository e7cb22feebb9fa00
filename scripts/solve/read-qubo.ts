import { constrainedLimits } from '../../node/protocol/constrained-model.ts';
import { modelLimits } from '../../node/protocol/model.ts';
import { QuadraticSum } from '../../node/protocol/quadratic-terms.ts';
import { fileInvalid, freeModel, type Instance, largestWeight, wholeNumber } from './instance.ts';
import { type TextLine, textLines } from './text-lines.ts';

/**
 * qbsolv's .qubo: `p qubo topology maxNodes nNodes nCouplers`, then `i i value` and `i j value`, numbers from 0, each pair once with its
 * whole value; to be maximised.
 */
export function readQubo(text: string): Instance {
  const [program, ...lines] = textLines(text, ['c']);
  if (program === undefined || program.words[0] !== 'p' || program.words[1] !== 'qubo') {
    throw fileInvalid(program?.number ?? 1, "the first line that is no comment starts with 'p qubo'");
  }
  const size = wholeNumber(program.words[3], program.number, 'maxNodes', 1, modelLimits.variables);
  const nodes = wholeNumber(program.words[4], program.number, 'nNodes', 0, size);
  const couplers = wholeNumber(program.words[5], program.number, 'nCouplers', 0, constrainedLimits.quadratic);
  const sum = new QuadraticSum();
  let found = 0;
  for (const line of lines) if (addLine(sum, line, size)) found++;
  const end = lines.at(-1)?.number ?? program.number;
  if (found !== nodes) throw fileInvalid(end, `${nodes} nodes were announced, ${found} follow`);
  if (lines.length - found !== couplers) {
    throw fileInvalid(end, `${couplers} couplers were announced, ${lines.length - found} follow`);
  }
  return { format: 'qubo', objective: 'maximize', model: freeModel('value', size, sum.terms()) };
}

/** Adds a line's value; true for a node, false for a coupler. */
function addLine(sum: QuadraticSum, { number, words }: TextLine, size: number): boolean {
  if (words.length !== 3) throw fileInvalid(number, 'a line has two nodes and a value');
  const first = wholeNumber(words[0], number, 'first node', 0, size - 1);
  const second = wholeNumber(words[1], number, 'second node', 0, size - 1);
  sum.add(first, second, -wholeNumber(words[2], number, 'value', -largestWeight, largestWeight));
  return first === second;
}
