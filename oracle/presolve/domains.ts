import { NodeError } from '../../node/protocol/errors.ts';

/** What is known of each bit: 0, 1, or 2 for either. */
export class Domains {
  readonly values: Uint8Array;
  /** Bits before this may be fixed; an integer's bits keep together. */
  readonly fixable: number;
  #fixed = 0;

  constructor(size: number, fixable: number) {
    this.values = new Uint8Array(size).fill(2);
    this.fixable = fixable;
  }

  get fixed(): number {
    return this.#fixed;
  }

  isOpen(bit: number): boolean {
    return this.values[bit] === 2;
  }

  /** Throws MODEL_INFEASIBLE where the bit is known to be the other. */
  fix(bit: number, value: 0 | 1, rule: string): void {
    if (bit >= this.fixable || this.values[bit] === value) return;
    if (this.values[bit] !== 2) throw new NodeError('MODEL_INFEASIBLE', { rule, variable: bit });
    this.values[bit] = value;
    this.#fixed++;
  }
}
