import { expect } from 'chai';
import { forgetClaim, type KeptClaim, keepClaim, readKeptClaim } from '../../../node/web/kept-claim.ts';

const claim: KeptClaim = {
  account: '0x00000000000000000000000000000000000000C1',
  sample: '0x0a',
  salt: `0x${'5a'.repeat(32)}`,
  energy: '-7',
};

describe('a claim kept in the browser', () => {
  const entries = new Map<string, string>();
  const store = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
  };

  it('is read again until it is forgotten, and is of one decision only', () => {
    keepClaim(store, 'genesis.1', claim);
    expect(readKeptClaim(store, 'genesis.1')).to.deep.equal(claim);
    expect(readKeptClaim(store, 'genesis.2')).to.equal(undefined);
    forgetClaim(store, 'genesis.1');
    expect(readKeptClaim(store, 'genesis.1')).to.equal(undefined);
  });

  for (const [name, text] of [
    ['no JSON', '{'],
    ['a short salt', JSON.stringify({ ...claim, salt: '0x5a' })],
    ['an energy that is no number', JSON.stringify({ ...claim, energy: 'little' })],
    ['no account', JSON.stringify({ ...claim, account: 'somebody' })],
  ] as const) {
    it(`is none with ${name}`, () => {
      store.setItem('qdt.claim.x', text);
      expect(readKeptClaim(store, 'x')).to.equal(undefined);
    });
  }

  it('needs no storage', () => {
    keepClaim(undefined, 'x', claim);
    expect(readKeptClaim(undefined, 'x')).to.equal(undefined);
  });
});
