import type { ConstrainedModel } from '../../../node/protocol/constrained-model.ts';
import type { IntegerProgram, ProgramRow } from '../../../node/protocol/lowerings/integer-program.ts';
import { lowerToProgram } from '../../../node/protocol/lowerings/linear.ts';

const termsPerLine = 8;

/**
 * The model's integer linear program in CPLEX' LP format, energies as whole numbers; x0, x1, ... have the numbers of the model's variables,
 * later ones stand for products and loads. Throws MODEL_NOT_LINEAR.
 */
export function writeLp(model: ConstrainedModel, comments: readonly string[] = []): string {
  const program = lowerToProgram(model);
  const { cost, offset, rows, lower, upper } = program;
  const used = usedVariables(program);
  const isBinary = (variable: number) => lower[variable] === 0 && upper[variable] === 1;
  const general = used.filter((variable) => !isBinary(variable));
  const lines = [
    ...comments.map((comment) => `\\ ${comment.replaceAll(/[\r\n\\]/g, ' ')}`),
    'Minimize',
    ...sumLines(
      ' energy:',
      cost.flatMap((weight, variable): Entry[] => (weight === 0n ? [] : [[variable, weight]])),
      offset,
    ),
    'Subject To',
    ...rows.flatMap(rowLines),
    'Bounds',
    ...general.map((variable) => ` ${lower[variable]} <= x${variable} <= ${upper[variable]}`),
    ...section('Binary', used.filter(isBinary)),
    ...section('General', general),
    'End',
    '',
  ];
  return lines.join('\n');
}

type Entry = readonly [variable: number, weight: bigint];

function rowLines({ weights, sense, bound }: ProgramRow, index: number): string[] {
  const entries = weights.map(([variable, weight]): Entry => [variable, BigInt(weight)]);
  const lines = sumLines(` r${index}:`, entries.length === 0 ? [[0, 0n]] : entries, 0n);
  return [...lines.slice(0, -1), `${lines.at(-1)} ${sense} ${bound}`];
}

function sumLines(label: string, entries: readonly Entry[], constant: bigint): string[] {
  const terms = entries.map(([variable, weight]) => `${signed(weight)} x${variable}`);
  if (constant !== 0n || terms.length === 0) terms.push(signed(constant));
  return cut(terms).map((part, at) => `${at === 0 ? label : '  '} ${part.join(' ')}`);
}

function signed(weight: bigint): string {
  return weight < 0n ? `- ${-weight}` : `+ ${weight}`;
}

function section(name: string, variables: readonly number[]): string[] {
  if (variables.length === 0) return [];
  return [name, ...cut(variables.map((variable) => `x${variable}`)).map((part) => ` ${part.join(' ')}`)];
}

function cut(words: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(words.length / termsPerLine) }, (_, line) =>
    words.slice(line * termsPerLine, (line + 1) * termsPerLine),
  );
}

/** All but those fixed at 0 that nothing names, the upper bits of whole integers. */
function usedVariables({ lower, upper, cost, rows }: IntegerProgram): number[] {
  const named = new Set(rows.flatMap(({ weights }) => weights.map(([variable]) => variable)));
  return Array.from(lower.keys()).filter(
    (variable) => upper[variable] !== lower[variable] || cost[variable] !== 0n || named.has(variable),
  );
}
