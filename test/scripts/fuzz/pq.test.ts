import { expect } from 'chai';
import { SolidityVerifiers } from '../../../scripts/assurance/solidity-verifiers.ts';
import { fuzzVerifiers } from '../../../scripts/fuzz/pq.ts';

describe('fuzz pq', function () {
  this.timeout(120_000);
  let solidity: SolidityVerifiers;

  beforeEach(async () => {
    solidity = await SolidityVerifiers.openCompiled();
  });
  afterEach(() => solidity.close());

  const quiet = { tell: () => undefined };

  it('finds no signature on which the contract, OpenSSL and noble differ (seed 20, a slice)', async () => {
    const results = await fuzzVerifiers(solidity, { ...quiet, seed: 20, cases: 90 });
    expect(results.map(({ disagreements }) => disagreements)).to.deep.equal([[], [], []]);
    expect(results.map(({ verdicts }) => verdicts)).to.deep.equal([30, 30, 30]);
    for (const { accepted, signatures, layouts, byMutation } of results) {
      expect(accepted).to.be.at.least(signatures);
      expect(layouts).to.be.greaterThan(0);
      expect(Object.keys(byMutation).length).to.be.greaterThan(6);
    }
  });

  it('finds a verifier that accepts everything', async () => {
    // Creates code that returns the magic value: mstore(0, 0x024ad318 << 224); return(0, 32).
    await solidity.put('ML-DSA-44', '0x6f63024ad31860e01b60005260206000f360005260106010f3');
    const [, , result] = await fuzzVerifiers(solidity, { ...quiet, seed: 21, cases: 45 });
    expect(result?.disagreements.length).to.be.greaterThan(3);
    expect(result?.disagreements[0]).to.include({ algorithm: 'ML-DSA-44', solidity: 'accepted', openssl: false });
  });
});
