import { bytesToHex, concat, type Hex, numberToHex } from 'viem';
import { type Draw, drawBytes } from '../assurance/random.ts';

const selector = '0x024ad318';

/** verify(bytes,bytes32,bytes) laid out by hand: gaps, either order, padding that is not zero, bytes behind, key and signature in one place. */
export function strangeLayout(key: Uint8Array, hash: Uint8Array, signature: Uint8Array, draw: Draw): Hex {
  const gap = () => drawBytes(draw, draw(3) * 32 + draw(32));
  const dirty = (bytes: Uint8Array) => [word(bytes.length), bytes, drawBytes(draw, draw(64))];
  const [first, second] = draw(2) === 0 ? [key, signature] : [signature, key];
  const parts = [gap(), ...dirty(first), gap(), ...dirty(second), gap()];
  const offsetOf = (index: number) => 96 + parts.slice(0, index).reduce((sum, part) => sum + part.length, 0);
  const offsets = [offsetOf(1), offsetOf(5)] as const;
  const [keyAt, signatureAt] = first === key ? offsets : [offsets[1], offsets[0]];
  return concat([selector, ...[word(keyAt), hash, word(signatureAt), ...parts].map((bytes) => bytesToHex(bytes))]);
}

/** Offsets or lengths that point beyond the calldata, or calldata cut short: never a valid call. */
export function brokenLayout(key: Uint8Array, hash: Uint8Array, signature: Uint8Array, draw: Draw): Hex {
  const body = [
    word(key.length),
    key,
    new Uint8Array((32 - (key.length % 32)) % 32),
    word(signature.length),
    signature,
  ];
  const signatureAt = 96 + body.slice(0, 3).reduce((sum, part) => sum + part.length, 0);
  const whole = [word(96), hash, word(signatureAt), ...body].map((bytes) => bytesToHex(bytes));
  const all = concat([selector, ...whole]);
  const huge = [
    numberToHex(2n ** 256n - 1n - BigInt(draw(64)), { size: 32 }),
    numberToHex(2n ** 64n + 96n, { size: 32 }),
    numberToHex(2n ** 32n, { size: 32 }),
  ];
  const one = huge[draw(huge.length)] ?? huge[0] ?? '0x';
  switch (draw(4)) {
    case 0:
      return concat([selector, one, ...whole.slice(1)]);
    case 1:
      return concat([selector, ...whole.slice(0, 2), one, ...whole.slice(3)]);
    case 2:
      return concat([selector, ...whole.slice(0, 6), one, ...whole.slice(7)]);
    default: {
      const bytes = 4 + draw((all.length - 2) / 2 - 5);
      return `0x${all.slice(2, 2 + bytes * 2)}`;
    }
  }
}

function word(value: number): Uint8Array {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(28, value);
  return bytes;
}
