import { expect } from 'chai';
import { decodeCanonical, encodeCanonical } from '../../../node/protocol/canonical.ts';
import { readObject } from '../../../node/protocol/document-fields.ts';
import { expectCode } from '../../expect-code.ts';

const value = { b: [1, 'two', new Uint8Array([3])], a: { deep: true }, c: -7 };

describe('canonical DAG-CBOR', () => {
  it('gives back what was encoded', () => {
    expect(decodeCanonical(encodeCanonical(value))).to.deep.equal(value);
  });

  it('gives equal bytes for equal values, whatever the order of their keys', () => {
    const reordered = { c: -7, a: { deep: true }, b: [1, 'two', new Uint8Array([3])] };
    expect(encodeCanonical(reordered)).to.deep.equal(encodeCanonical(value));
  });

  const refused: [name: string, bytes: number[]][] = [
    ['keys out of order', [0xa2, 0x61, 0x62, 0x01, 0x61, 0x61, 0x01]],
    ['a key twice', [0xa2, 0x61, 0x61, 0x01, 0x61, 0x61, 0x02]],
    ['an integer in more bytes than needed', [0x18, 0x01]],
    ['a 32-bit float', [0xfa, 0x3f, 0x80, 0x00, 0x00]],
    ['a list of open length', [0x9f, 0x01, 0xff]],
    ['bytes after the value', [0x01, 0x01]],
    ['half a value', [0x82, 0x01]],
    ['an undefined', [0xf7]],
    ['a tag other than a link', [0xc1, 0x01]],
    ['nothing', []],
  ];
  for (const [name, bytes] of refused) {
    it(`refuses ${name}`, () => {
      expectCode('CONTENT_NOT_CANONICAL', () => decodeCanonical(Uint8Array.from(bytes)));
    });
  }

  it('sets no prototype', () => {
    const document = decodeCanonical(Uint8Array.of(0xa1, 0x69, ...new TextEncoder().encode('__proto__'), 0xa0));
    expect(Object.getPrototypeOf(document)).to.equal(Object.prototype);
    expectCode('DOCUMENT_INVALID', () => readObject(document, 'document', []));
  });

  it('refuses lists nested a hundred thousand deep', () => {
    expectCode('CONTENT_NOT_CANONICAL', () => decodeCanonical(new Uint8Array(100_000).fill(0x81)));
  });
});
