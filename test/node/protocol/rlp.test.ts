import { expect } from 'chai';
import fc from 'fast-check';
import { bytesToHex, type Hex, hexToBytes, numberToHex, toRlp } from 'viem';
import {
  decodeRlp,
  encodeRlpIndex,
  type RlpItem,
  rlpBigInt,
  rlpBytes,
  rlpList,
  rlpNumber,
} from '../../../node/protocol/rlp.ts';

type Nested = Hex | Nested[];

describe('RLP', () => {
  it('reads what the reference writes, whatever it is', () => {
    const bytes = fc.uint8Array({ maxLength: 80 }).map((value): Nested => bytesToHex(value));
    const { item } = fc.letrec<{ item: Nested; list: Nested[] }>((tie) => ({
      item: fc.oneof({ maxDepth: 4 }, bytes, tie('list')),
      list: fc.array(tie('item'), { maxLength: 6 }),
    }));
    const property = fc.property(item, (value) => {
      expect(toNested(decodeRlp(hexToBytes(toRlp(value))))).to.deep.equal(value);
    });
    fc.assert(property, { numRuns: 500, seed: 7 });
  });

  it('writes the keys of index tries as the reference does', () => {
    for (const index of [0, 1, 127, 128, 255, 256, 65_535, 1_000_000]) {
      const expected = toRlp(index === 0 ? '0x' : bytesToHex(hexToBytes(numberToHex(index))));
      expect(bytesToHex(encodeRlpIndex(index)), String(index)).to.equal(expected);
    }
  });

  it('refuses every other spelling of the same item', () => {
    const spellings = [
      '0x',
      '0x8100',
      '0x8179',
      '0xb801ff',
      '0xb90001ff',
      '0xf801c0',
      '0xc2c0',
      '0x82ff',
      '0xc0c0',
      '0xb8',
      '0xbfffffffffffffffff',
    ];
    for (const spelling of spellings) expect(() => decodeRlp(hexBytes(spelling)), spelling).to.throw('RLP_INVALID');
    expect(spellings).to.have.length(11);
  });

  it('refuses lists that are nested beyond reason', () => {
    let nested: Nested = [];
    for (let depth = 0; depth < 40; depth++) nested = [nested];
    expect(() => decodeRlp(hexToBytes(toRlp(nested)))).to.throw('RLP_INVALID');
  });

  it('reads integers only without leading zeros and in range', () => {
    expect(rlpBigInt(Uint8Array.of(1, 0))).to.equal(256n);
    expect(rlpNumber(new Uint8Array())).to.equal(0);
    expect(() => rlpBigInt(Uint8Array.of(0))).to.throw('RLP_INVALID');
    expect(() => rlpNumber(new Uint8Array(8).fill(255))).to.throw('RLP_INVALID');
    expect(() => rlpBytes([])).to.throw('RLP_INVALID');
    expect(() => rlpList(new Uint8Array())).to.throw('RLP_INVALID');
    expect(() => rlpList([], 1)).to.throw('RLP_INVALID');
  });
});

function toNested(item: RlpItem): Nested {
  return item instanceof Uint8Array ? bytesToHex(item) : item.map(toNested);
}

function hexBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.slice(2), 'hex'));
}
