import type { Sense } from '../../../node/protocol/constrained-model.ts';
import { fileInvalid } from '../instance.ts';
import { addDecimals, type Decimal, negate, one, parseDecimal } from './decimal.ts';
import { type Token, tokenize } from './tokens.ts';

/** Terms by name, products by both names joined with a space. */
export interface Expression {
  readonly terms: Map<string, Decimal>;
  readonly products: Map<string, Decimal>;
  constant: Decimal;
}

export interface LpRow {
  readonly name: string | undefined;
  readonly line: number;
  readonly expression: Expression;
  readonly sense: Sense;
  readonly bound: Decimal;
}

export interface LpVariable {
  /** Where it was first named. */
  readonly line: number;
  lower: Decimal | '-inf';
  upper: Decimal | 'inf';
  isInteger: boolean;
}

export interface LpFile {
  readonly objective: 'minimize' | 'maximize';
  readonly cost: Expression;
  readonly rows: readonly LpRow[];
  /** In the order of first mention. */
  readonly variables: ReadonlyMap<string, LpVariable>;
}

/** Reads CPLEX' LP format: linear rows, a linear or quadratic objective, bounds, generals, binaries. Throws FILE_INVALID. */
export function parseLp(text: string): LpFile {
  return new Parser(tokenize(text)).file();
}

const zero: Decimal = { digits: 0n, places: 0 };
const infinity = /^(inf|infinity)$/i;

class Parser {
  readonly #tokens: readonly Token[];
  readonly #variables = new Map<string, LpVariable>();
  readonly #rows: LpRow[] = [];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  file(): LpFile {
    const head = this.#next();
    if (head?.kind !== 'section' || (head.text !== 'minimize' && head.text !== 'maximize')) {
      throw fileInvalid(head?.line ?? 1, 'the file starts with Minimize or Maximize');
    }
    this.#label();
    const cost = this.#expression(true);
    for (let token = this.#next(); ; token = this.#next()) {
      if (token === undefined) throw fileInvalid(this.#lastLine(), "the file ends with 'End'");
      if (token.kind !== 'section') throw this.#unexpected(token);
      if (token.text === 'end') break;
      this.#section(token);
    }
    return { objective: head.text, cost, rows: this.#rows, variables: this.#variables };
  }

  #section({ text, line }: Token): void {
    if (text === 'subject') while (this.#isInSection()) this.#row();
    else if (text === 'bounds') while (this.#isInSection()) this.#bound();
    else if (text === 'general' || text === 'binary') while (this.#isInSection()) this.#integer(text === 'binary');
    else throw fileInvalid(line, 'of the sections only rows, bounds, general and binary are read');
  }

  #row(): void {
    const name = this.#label();
    const line = this.#peek()?.line ?? this.#lastLine();
    const expression = this.#expression(false);
    const sense = this.#sense();
    this.#rows.push({ name, line, expression, sense, bound: this.#signed() });
  }

  #bound(): void {
    const first = this.#peek();
    if (first?.kind === 'name' && !infinity.test(first.text)) {
      const variable = this.#variable(this.#take('name'));
      const next = this.#peek();
      if (next?.kind === 'name' && next.text.toLowerCase() === 'free') {
        this.#next();
        Object.assign(variable, { lower: '-inf', upper: 'inf' });
        return;
      }
      const sense = this.#sense();
      this.#setBound(variable, sense, this.#limit());
      return;
    }
    const lower = this.#limit();
    const sense = this.#sense();
    const variable = this.#variable(this.#take('name'));
    this.#setBound(variable, sense === '<=' ? '>=' : sense === '>=' ? '<=' : '=', lower);
    if (this.#peek()?.kind === 'sense') {
      const second = this.#sense();
      this.#setBound(variable, second, this.#limit());
    }
  }

  #setBound(variable: LpVariable, sense: Sense, limit: Decimal | 'inf' | '-inf'): void {
    const isInfinite = limit === 'inf' || limit === '-inf';
    if (sense !== '<=') variable.lower = isInfinite ? '-inf' : limit;
    if (sense !== '>=') variable.upper = isInfinite ? 'inf' : limit;
  }

  #integer(isBinary: boolean): void {
    const variable = this.#variable(this.#take('name'));
    variable.isInteger = true;
    if (isBinary) Object.assign(variable, { lower: zero, upper: one });
  }

  /** Sum of `[sign] [number] name`, numbers, and in an objective `[ ... ] / 2`; ends at a sense or a section. */
  #expression(isObjective: boolean): Expression {
    const expression: Expression = { terms: new Map(), products: new Map(), constant: zero };
    for (
      let next = this.#peek();
      next !== undefined && next.kind !== 'sense' && next.kind !== 'section';
      next = this.#peek()
    ) {
      const sign = this.#signs();
      const token = this.#peek();
      if (token?.text === '[') {
        if (!isObjective) throw fileInvalid(token.line, 'a row is linear');
        this.#quadratic(expression, sign);
      } else this.#term(expression, sign);
    }
    return expression;
  }

  #term(expression: Expression, sign: boolean): void {
    const token = this.#next();
    if (token?.kind === 'number') {
      const value = signed(parseDecimal(token.text, token.line), sign);
      const name = this.#peek();
      if (name?.kind === 'name') add(expression.terms, this.#named(this.#take('name')), value);
      else expression.constant = addDecimals(expression.constant, value);
    } else if (token?.kind === 'name') add(expression.terms, this.#named(token), signed(one, sign));
    else throw this.#unexpected(token);
  }

  #quadratic(expression: Expression, outer: boolean): void {
    this.#next();
    const inner = new Map<string, Decimal>();
    while (this.#peek()?.text !== ']') {
      const sign = this.#signs();
      const token = this.#peek();
      const factor = token?.kind === 'number' ? parseDecimal(this.#take('number').text, token.line) : one;
      const first = this.#named(this.#take('name'));
      const operator = this.#next();
      if (operator?.text !== '^' && operator?.text !== '*') throw this.#unexpected(operator);
      const second = operator.text === '*' ? this.#named(this.#take('name')) : first;
      if (operator.text === '^' && this.#take('number').text !== '2')
        throw fileInvalid(operator.line, 'powers are squares');
      add(inner, [first, second].sort().join(' '), signed(factor, sign));
    }
    this.#next();
    const half = this.#peek()?.text === '/';
    if (half) {
      const slash = this.#next();
      if (this.#take('number').text !== '2') throw fileInvalid(slash?.line ?? 1, 'a quadratic part is divided by 2');
    }
    for (const [key, value] of inner) {
      const halved = half ? { digits: value.digits * 5n, places: value.places + 1 } : value;
      add(expression.products, key, signed(halved, outer));
    }
  }

  /** Whether the signs before a term, if any, make it negative. */
  #signs(): boolean {
    let isNegative = false;
    while (this.#peek()?.kind === 'sign') if (this.#next()?.text === '-') isNegative = !isNegative;
    return isNegative;
  }

  #signed(): Decimal {
    const limit = this.#limit();
    if (limit === 'inf' || limit === '-inf') throw fileInvalid(this.#lastLine(), 'a row has a finite right side');
    return limit;
  }

  #limit(): Decimal | 'inf' | '-inf' {
    const isNegative = this.#signs();
    const token = this.#next();
    if (token?.kind === 'name' && infinity.test(token.text)) return isNegative ? '-inf' : 'inf';
    if (token?.kind !== 'number') throw this.#unexpected(token);
    return signed(parseDecimal(token.text, token.line), isNegative);
  }

  #sense(): Sense {
    const { text, line } = this.#take('sense');
    if (text === '<=' || text === '=' || text === '>=') return text;
    throw fileInvalid(line, 'a row compares with <=, = or >=');
  }

  #label(): string | undefined {
    const name = this.#tokens[this.#at];
    if (name?.kind !== 'name' || this.#tokens[this.#at + 1]?.text !== ':') return undefined;
    this.#at += 2;
    return name.text;
  }

  #named(token: Token): string {
    this.#variable(token);
    return token.text;
  }

  #variable({ text, line }: Token): LpVariable {
    const known = this.#variables.get(text);
    const variable: LpVariable = known ?? { line, lower: zero, upper: 'inf', isInteger: false };
    if (known === undefined) this.#variables.set(text, variable);
    return variable;
  }

  #isInSection(): boolean {
    const token = this.#peek();
    return token !== undefined && token.kind !== 'section';
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  #take(kind: Token['kind']): Token {
    const token = this.#next();
    if (token?.kind !== kind) throw this.#unexpected(token, kind);
    return token;
  }

  #unexpected(token: Token | undefined, expected = 'a term'): Error {
    if (token === undefined) return fileInvalid(this.#lastLine(), `the file ends where ${expected} should stand`);
    return fileInvalid(token.line, `'${token.text}' stands where ${expected} should`);
  }

  #lastLine(): number {
    return this.#tokens.at(-1)?.line ?? 1;
  }
}

function signed(value: Decimal, isNegative: boolean): Decimal {
  return isNegative ? negate(value) : value;
}

function add(sum: Map<string, Decimal>, key: string, value: Decimal): void {
  sum.set(key, addDecimals(sum.get(key) ?? zero, value));
}
