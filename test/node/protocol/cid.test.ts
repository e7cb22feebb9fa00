import { expect } from 'chai';
import { cidOfBlock, cidOfDigest, cidOfRaw, digestOfCid, isBlockOf, parseCid } from '../../../node/protocol/cid.ts';
import { expectCode } from '../../expect-code.ts';

const block = new TextEncoder().encode('a block');

describe('a CID', () => {
  it('is the known one of the empty map and of the empty bytes', () => {
    expect(cidOfBlock(Uint8Array.of(0xa0))).to.equal('bafyreigbtj4x7ip5legnfznufuopl4sg4knzc2cof6duas4b3q2fy6swua');
    expect(cidOfRaw(new Uint8Array())).to.equal('bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku');
  });

  it('stands on chain as its digest and comes back', () => {
    const cid = cidOfBlock(block);
    expect(cidOfDigest(digestOfCid(cid))).to.equal(cid);
  });

  it('belongs to its bytes and to no others', () => {
    expect(isBlockOf(cidOfBlock(block), block)).to.equal(true);
    expect(isBlockOf(cidOfBlock(block), block.slice(1))).to.equal(false);
  });

  const refused = [
    '',
    '../../etc/passwd',
    'QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG',
    'zdpuAyvkgEDQm9TenwGkd5eNaosSxjgEYd8QatfPetgB1CdEZ',
    cidOfBlock(block).toUpperCase(),
    `${cidOfBlock(block)}a`,
    cidOfBlock(block).slice(0, -2),
    'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi',
    'b'.repeat(100_000),
  ];
  for (const text of refused) {
    it(`is not '${text.slice(0, 70)}'`, () => {
      expectCode('CID_INVALID', () => parseCid(text));
    });
  }

  it('is not text whose spare bits differ from the canonical', () => {
    const cid = cidOfBlock(block);
    const digits = 'abcdefghijklmnopqrstuvwxyz234567';
    const others = [...digits].filter((digit) => digit !== cid.at(-1)).map((digit) => cid.slice(0, -1) + digit);
    const accepted = others.filter((text) => digestOrNothing(text) === digestOfCid(cid));
    expect(others).to.have.length(31);
    expect(accepted).to.deep.equal([]);
  });

  it('is not made of half a digest', () => {
    expectCode('CID_INVALID', () => cidOfDigest('0x1234'));
  });
});

function digestOrNothing(text: string): string | undefined {
  try {
    return digestOfCid(text);
  } catch {
    return undefined;
  }
}
