import { fileInvalid } from '../instance.ts';

export type TokenKind = 'number' | 'name' | 'sense' | 'sign' | 'symbol' | 'section';

export interface Token {
  readonly kind: TokenKind;
  /** Sections by their first word in lower case: minimize, maximize, subject, bounds, general, binary, end, other. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

const sections: readonly (readonly [RegExp, string])[] = [
  [/^(minimi[sz]e|minimum|min)$/i, 'minimize'],
  [/^(maximi[sz]e|maximum|max)$/i, 'maximize'],
  [/^(subject\s+to|such\s+that|s\.t\.|st\.?)$/i, 'subject'],
  [/^bounds?$/i, 'bounds'],
  [/^(generals?|gen|integers?|int)$/i, 'general'],
  [/^(binar(y|ies)|bin)$/i, 'binary'],
  [/^(semi-continuous|semis?|sos[12]?|pwlobj|lazy\s+constraints|user\s+cuts)$/i, 'other'],
  [/^end$/i, 'end'],
];
// names as CPLEX takes them; what would read as a number is none
const pattern =
  /\s+|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<sense><=|=<|>=|=>|<|>|=)|(?<sign>[+-])|(?<symbol>[:[\]^*/])|(?<name>[A-Za-z!"#$%&(),.;?@_‘’{}~'`][\w!"#$%&(),.;?@‘’{}~'`]*)/y;

/** Words of a CPLEX LP file; `\` starts a comment, a heading stands alone on its line or before the rest of it. Throws FILE_INVALID. */
export function tokenize(text: string): Token[] {
  return text.split(/\r?\n/).flatMap((full, index) => tokensOf(full.replace(/\\.*$/, ''), index + 1));
}

function tokensOf(given: string, line: number): Token[] {
  const { heading, rest } = takeHeading(given);
  const tokens: Token[] = heading === undefined ? [] : [{ kind: 'section', text: heading, line }];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < rest.length) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(rest)?.groups;
    if (groups === undefined) throw fileInvalid(line, `'${rest[at]}' is not part of the LP format`);
    const found = Object.entries(groups).find(([, value]) => value !== undefined);
    if (found !== undefined) tokens.push({ kind: kindOf(found[0]), text: normalSense(found[1]), line });
  }
  return tokens;
}

function takeHeading(line: string): { heading?: string; rest: string } {
  const words = /^\s*((?:subject|such|lazy|user)\s+\S+|[^\s:]+)(?=\s|$)(?!\s*:)/i.exec(line);
  const heading = words === null ? undefined : sections.find(([form]) => form.test(words[1] ?? ''));
  if (words === null || heading === undefined) return { rest: line };
  return { heading: heading[1], rest: line.slice(words[0].length) };
}

function kindOf(group: string): TokenKind {
  if (group === 'number' || group === 'sense' || group === 'sign' || group === 'symbol') return group;
  return 'name';
}

function normalSense(text: string): string {
  if (text === '<' || text === '=<') return '<=';
  return text === '>' || text === '=>' ? '>=' : text;
}
