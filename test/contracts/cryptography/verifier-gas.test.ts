import { expect } from 'chai';
import { codeBytes, deployVerifiers, gasOfVerifications } from '../verifier-gas.fixture.ts';

describe('Gas of one verification', () => {
  for (const { algorithm, atMost, codeAtMost, perKey } of [
    { algorithm: 'SLH-DSA-SHA2-128s', atMost: 600_000, codeAtMost: 16_384, perKey: 12 },
    { algorithm: 'ML-DSA-65', atMost: 1_500_000, codeAtMost: 24_576, perKey: 4 },
    { algorithm: 'ML-DSA-44', atMost: 1_400_000, codeAtMost: 24_576, perKey: 4 },
  ] as const) {
    it(`is at most ${atMost} for ${algorithm}, the median of ${2 * perKey} signatures under two keys`, async function () {
      this.timeout(60_000);
      const verifiers = await deployVerifiers();
      const gas = await gasOfVerifications(verifiers, algorithm, perKey);
      expect(gas.count).to.equal(2 * perKey);
      expect(gas.median).to.be.at.most(atMost);
      expect(await codeBytes(verifiers.contracts[algorithm])).to.be.at.most(codeAtMost);
    });
  }
});
