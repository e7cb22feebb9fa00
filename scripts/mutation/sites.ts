import type { Draw } from '../assurance/random.ts';

/** A place in a source and what to put there. */
export interface Site {
  line: number;
  /** Of the place, from the file's start. */
  start: number;
  end: number;
  replacement: string;
  kind: 'operator' | 'constant' | 'statement';
}

/** Functions of Yul, each by one that is easily taken for it. */
const yul: Record<string, string> = {
  add: 'sub',
  sub: 'add',
  mul: 'add',
  mod: 'div',
  and: 'or',
  or: 'and',
  xor: 'or',
  shl: 'shr',
  shr: 'shl',
  lt: 'gt',
  gt: 'lt',
  eq: 'lt',
  iszero: 'not',
  not: 'iszero',
};

const solidity: Record<string, string> = {
  '+': '-',
  '-': '+',
  '*': '+',
  '/': '*',
  '%': '/',
  '<<': '>>',
  '>>': '<<',
  '&': '|',
  '|': '&',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '==': '!=',
  '!=': '==',
  '&&': '||',
  '||': '&&',
};

const calls = new RegExp(`\\b(${Object.keys(yul).join('|')})(?=\\()`, 'g');
const operators = / (\+|-|\*|\/|%|<<|>>|&&|\|\||&|\||<=|>=|==|!=|<|>) /g;
const numbers = /\b(0x[0-9a-f]+|\d+)\b/g;
const statement =
  /^\s*(if \(.*\) return .*;|(mstore8?|calldatacopy|mcopy|extcodecopy)\(.*\)|[a-zA-Z]\w*(\[\w+\])? [+-]?= .*;|\w+ := .*)$/;

/** Every mutation of a source; a table's word of 32 bytes gets one digit changed, which `draw` picks. */
export function sitesOf(source: string, draw: Draw): Site[] {
  const sites: Site[] = [];
  let offset = 0;
  source.split('\n').forEach((text, index) => {
    const code = text.replace(/\/\/.*$/, '');
    if (!/^\s*(\*|\/\*|pragma|import|}? from|using|library|struct)/.test(code)) {
      for (const { start, end, ...rest } of ofLine(code, draw)) {
        sites.push({ line: index + 1, start: offset + start, end: offset + end, ...rest });
      }
    }
    offset += text.length + 1;
  });
  return sites;
}

function ofLine(code: string, draw: Draw): Omit<Site, 'line'>[] {
  const found: Omit<Site, 'line'>[] = [];
  const put = (start: number, length: number, replacement: string | undefined, kind: Site['kind']) => {
    if (replacement !== undefined) found.push({ start, end: start + length, replacement, kind });
  };
  for (const match of code.matchAll(calls)) put(match.index, match[0].length, yul[match[0]], 'operator');
  for (const match of code.matchAll(operators)) {
    const sign = match[1] ?? '';
    put(match.index + 1, sign.length, solidity[sign], 'operator');
  }
  for (const match of code.matchAll(numbers)) {
    for (const changed of otherNumbers(match[0], draw)) put(match.index, match[0].length, changed, 'constant');
  }
  if (statement.test(code)) put(code.search(/\S/), code.trim().length, '', 'statement');
  return found;
}

/** One more and one less; of a long word, one digit changed. */
function otherNumbers(text: string, draw: Draw): string[] {
  if (text.length > 34) {
    const at = 2 + draw(text.length - 2);
    const digit = (Number.parseInt(text[at] ?? '0', 16) ^ (1 << draw(4))).toString(16);
    return [text.slice(0, at) + digit + text.slice(at + 1)];
  }
  const value = BigInt(text);
  return [value + 1n, ...(value > 0n ? [value - 1n] : [])].map((other) =>
    text.startsWith('0x') ? `0x${other.toString(16).padStart(text.length - 2, '0')}` : other.toString(),
  );
}
