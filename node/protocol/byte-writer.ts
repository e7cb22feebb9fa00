import { NodeError } from './errors.ts';

/** Appends big-endian fixed-width integers and bytes, growing as needed: the EVM reads them without parsing. */
export class ByteWriter {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  uint8(value: number): this {
    return this.#integer(value, 1, 0, 0xff, (view, at) => view.setUint8(at, value));
  }

  uint16(value: number): this {
    return this.#integer(value, 2, 0, 0xffff, (view, at) => view.setUint16(at, value));
  }

  uint32(value: number): this {
    return this.#integer(value, 4, 0, 0xffffffff, (view, at) => view.setUint32(at, value));
  }

  int32(value: number): this {
    return this.#integer(value, 4, -0x80000000, 0x7fffffff, (view, at) => view.setInt32(at, value));
  }

  int256(value: bigint): this {
    if (BigInt.asIntN(256, value) !== value) throw new NodeError('NUMBER_OUT_OF_RANGE', { value, bits: 256 });
    const at = this.#reserve(32);
    for (let word = 0; word < 4; word++) {
      this.#view.setBigUint64(at + 8 * word, BigInt.asUintN(64, value >> BigInt(192 - 64 * word)));
    }
    return this;
  }

  bytes(value: Uint8Array): this {
    const at = this.#reserve(value.length);
    this.#bytes.set(value, at);
    return this;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #integer(
    value: number,
    width: number,
    least: number,
    most: number,
    write: (view: DataView, at: number) => void,
  ): this {
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new NodeError('NUMBER_OUT_OF_RANGE', { value, bits: 8 * width });
    }
    const at = this.#reserve(width);
    write(this.#view, at);
    return this;
  }

  #reserve(width: number): number {
    const at = this.#length;
    this.#length += width;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#length);
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return at;
  }
}
