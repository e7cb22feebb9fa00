import type { Sense } from '../../../node/protocol/constrained-model.ts';
import { fileInvalid } from '../instance.ts';
import { Cursor } from './cursor.ts';
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
  readonly #cursor: Cursor;
  readonly #variables = new Map<string, LpVariable>();
  readonly #rows: LpRow[] = [];

  constructor(tokens: readonly Token[]) {
    this.#cursor = new Cursor(tokens);
  }

  file(): LpFile {
    const head = this.#cursor.next();
    if (head?.kind !== 'section' || (head.text !== 'minimize' && head.text !== 'maximize')) {
      throw fileInvalid(head?.line ?? 1, 'the file starts with Minimize or Maximize');
    }
    this.#cursor.label();
    const cost = this.#expression(true);
    for (let token = this.#cursor.next(); ; token = this.#cursor.next()) {
      if (token === undefined) throw fileInvalid(this.#cursor.lastLine(), "the file ends with 'End'");
      if (token.kind !== 'section') throw this.#cursor.unexpected(token);
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
    const name = this.#cursor.label();
    const line = this.#cursor.peek()?.line ?? this.#cursor.lastLine();
    const expression = this.#expression(false);
    const sense = this.#sense();
    this.#rows.push({ name, line, expression, sense, bound: this.#signed() });
  }

  #bound(): void {
    const first = this.#cursor.peek();
    if (first?.kind === 'name' && !infinity.test(first.text)) {
      const variable = this.#variable(this.#cursor.take('name'));
      const next = this.#cursor.peek();
      if (next?.kind === 'name' && next.text.toLowerCase() === 'free') {
        this.#cursor.next();
        Object.assign(variable, { lower: '-inf', upper: 'inf' });
        return;
      }
      const sense = this.#sense();
      this.#setBound(variable, sense, this.#limit());
      return;
    }
    const lower = this.#limit();
    const sense = this.#sense();
    const variable = this.#variable(this.#cursor.take('name'));
    this.#setBound(variable, sense === '<=' ? '>=' : sense === '>=' ? '<=' : '=', lower);
    if (this.#cursor.peek()?.kind === 'sense') {
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
    const variable = this.#variable(this.#cursor.take('name'));
    variable.isInteger = true;
    if (isBinary) Object.assign(variable, { lower: zero, upper: one });
  }

  /** Sum of `[sign] [number] name`, numbers, and in an objective `[ ... ] / 2`; ends at a sense or a section. */
  #expression(isObjective: boolean): Expression {
    const expression: Expression = { terms: new Map(), products: new Map(), constant: zero };
    for (
      let next = this.#cursor.peek();
      next !== undefined && next.kind !== 'sense' && next.kind !== 'section';
      next = this.#cursor.peek()
    ) {
      const sign = this.#signs();
      const token = this.#cursor.peek();
      if (token?.text === '[') {
        if (!isObjective) throw fileInvalid(token.line, 'a row is linear');
        this.#quadratic(expression, sign);
      } else this.#term(expression, sign);
    }
    return expression;
  }

  #term(expression: Expression, sign: boolean): void {
    const token = this.#cursor.next();
    if (token?.kind === 'number') {
      const value = signed(parseDecimal(token.text, token.line), sign);
      const name = this.#cursor.peek();
      if (name?.kind === 'name') add(expression.terms, this.#named(this.#cursor.take('name')), value);
      else expression.constant = addDecimals(expression.constant, value);
    } else if (token?.kind === 'name') add(expression.terms, this.#named(token), signed(one, sign));
    else throw this.#cursor.unexpected(token);
  }

  #quadratic(expression: Expression, outer: boolean): void {
    this.#cursor.next();
    const inner = new Map<string, Decimal>();
    while (this.#cursor.peek()?.text !== ']') {
      const sign = this.#signs();
      const token = this.#cursor.peek();
      const factor = token?.kind === 'number' ? parseDecimal(this.#cursor.take('number').text, token.line) : one;
      const first = this.#named(this.#cursor.take('name'));
      const operator = this.#cursor.next();
      if (operator?.text !== '^' && operator?.text !== '*') throw this.#cursor.unexpected(operator);
      const second = operator.text === '*' ? this.#named(this.#cursor.take('name')) : first;
      if (operator.text === '^' && this.#cursor.take('number').text !== '2')
        throw fileInvalid(operator.line, 'powers are squares');
      add(inner, [first, second].sort().join(' '), signed(factor, sign));
    }
    this.#cursor.next();
    const half = this.#cursor.peek()?.text === '/';
    if (half) {
      const slash = this.#cursor.next();
      if (this.#cursor.take('number').text !== '2')
        throw fileInvalid(slash?.line ?? 1, 'a quadratic part is divided by 2');
    }
    for (const [key, value] of inner) {
      const halved = half ? { digits: value.digits * 5n, places: value.places + 1 } : value;
      add(expression.products, key, signed(halved, outer));
    }
  }

  /** Whether the signs before a term, if any, make it negative. */
  #signs(): boolean {
    let isNegative = false;
    while (this.#cursor.peek()?.kind === 'sign') if (this.#cursor.next()?.text === '-') isNegative = !isNegative;
    return isNegative;
  }

  #signed(): Decimal {
    const limit = this.#limit();
    if (limit === 'inf' || limit === '-inf')
      throw fileInvalid(this.#cursor.lastLine(), 'a row has a finite right side');
    return limit;
  }

  #limit(): Decimal | 'inf' | '-inf' {
    const isNegative = this.#signs();
    const token = this.#cursor.next();
    if (token?.kind === 'name' && infinity.test(token.text)) return isNegative ? '-inf' : 'inf';
    if (token?.kind !== 'number') throw this.#cursor.unexpected(token);
    return signed(parseDecimal(token.text, token.line), isNegative);
  }

  #sense(): Sense {
    const { text, line } = this.#cursor.take('sense');
    if (text === '<=' || text === '=' || text === '>=') return text;
    throw fileInvalid(line, 'a row compares with <=, = or >=');
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
    const token = this.#cursor.peek();
    return token !== undefined && token.kind !== 'section';
  }
}

function signed(value: Decimal, isNegative: boolean): Decimal {
  return isNegative ? negate(value) : value;
}

function add(sum: Map<string, Decimal>, key: string, value: Decimal): void {
  sum.set(key, addDecimals(sum.get(key) ?? zero, value));
}
