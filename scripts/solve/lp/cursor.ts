import { fileInvalid } from '../instance.ts';
import type { Token } from './tokens.ts';

/** A place among tokens. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** `name:`, where that stands here. */
  label(): string | undefined {
    const name = this.#tokens[this.#at];
    if (name?.kind !== 'name' || this.#tokens[this.#at + 1]?.text !== ':') return undefined;
    this.#at += 2;
    return name.text;
  }

  peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  take(kind: Token['kind']): Token {
    const token = this.next();
    if (token?.kind !== kind) throw this.unexpected(token, kind);
    return token;
  }

  unexpected(token: Token | undefined, expected = 'a term'): Error {
    if (token === undefined) return fileInvalid(this.lastLine(), `the file ends where ${expected} should stand`);
    return fileInvalid(token.line, `'${token.text}' stands where ${expected} should`);
  }

  lastLine(): number {
    return this.#tokens.at(-1)?.line ?? 1;
  }
}
