import { expect } from 'chai';
import fc from 'fast-check';
import { exposureOf, forgeableMonths, readableMonths } from '../../../../node/protocol/quantum-risk/exposure.ts';

const months = fc.nat(1200);

describe('exposure', () => {
  it('is there just where X + Y > Z, as Mosca says', () => {
    fc.assert(
      fc.property(months, fc.integer({ min: 1, max: 1200 }), months, (x, y, z) => {
        expect(readableMonths(y, x, z) > 0).to.equal(x + y > z);
      }),
      { seed: 11 },
    );
  });

  it('is the months whose traffic is read while it must be secret, counted one by one', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), fc.nat(300), (x, y, z) => {
        const sent = Array.from({ length: y }, (_, month) => month + 1);
        expect(readableMonths(y, x, z)).to.equal(sent.filter((month) => month + x > z).length);
        expect(forgeableMonths(y, z)).to.equal(sent.filter((month) => month > z).length);
      }),
      { seed: 12 },
    );
  });

  it('adds up classes by their importance, and is none where nothing is broken', () => {
    const classes = [
      { name: 'a', shelfLifeMonths: 120, importance: 2 },
      { name: 'b', shelfLifeMonths: 12, importance: 5 },
    ];
    expect(exposureOf({ classes, isReadable: true, isForgeable: false }, 60, 100)).to.equal(2 * 60);
    expect(exposureOf({ classes, isReadable: true, isForgeable: true }, 110, 100)).to.equal(2 * 110 + 5 * 22 + 7 * 10);
    expect(exposureOf({ classes, isReadable: false, isForgeable: false }, 500, 0)).to.equal(0);
  });
});
