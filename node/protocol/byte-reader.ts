import { NodeError } from './errors.ts';

/** Reads what ByteWriter wrote; reading past the end throws BYTES_TRUNCATED. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  uint8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2));
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4));
  }

  int256(): bigint {
    const at = this.#take(32);
    let value = 0n;
    for (let word = 0; word < 4; word++) value = (value << 64n) | this.#view.getBigUint64(at + 8 * word);
    return BigInt.asIntN(256, value);
  }

  bytes(length: number): Uint8Array {
    const at = this.#take(length);
    return this.#bytes.slice(at, at + length);
  }

  #take(width: number): number {
    const at = this.#at;
    if (at + width > this.#bytes.length)
      throw new NodeError('BYTES_TRUNCATED', { at, width, length: this.#bytes.length });
    this.#at = at + width;
    return at;
  }
}
