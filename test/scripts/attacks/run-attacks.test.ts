import { expect } from 'chai';
import {
  attacks,
  compiledContracts,
  contractsWithout,
  sourcesWithout,
  tryAttack,
} from '../../../scripts/attacks/run-attacks.ts';

describe('The attacks of the threat model', function () {
  this.timeout(60_000);

  it('are thirteen, each with a defence that can be taken out of the source', () => {
    expect(attacks.map(({ number }) => number)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    for (const attack of attacks) expect(Object.keys(sourcesWithout(attack)), attack.name).not.to.have.length(0);
  });

  for (const attack of attacks) {
    it(`${attack.number}, refused: ${attack.name}`, async () => {
      expect(await tryAttack(attack, await compiledContracts())).to.equal(false);
    });
  }

  // All of them by npm run attacks; here one of a verifier and one of an account.
  for (const attack of attacks.filter(({ number }) => number === 5 || number === 13)) {
    it(`${attack.number}, accepted without its defence: ${attack.defence}`, async () => {
      expect(await tryAttack(attack, await contractsWithout(attack))).to.equal(true);
    });
  }
});
