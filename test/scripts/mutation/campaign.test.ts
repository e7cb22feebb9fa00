import { expect } from 'chai';
import { judgeMutants } from '../../../scripts/mutation/campaign.ts';
import { argumentFor } from '../../../scripts/mutation/equivalent.ts';
import type { Check } from '../../../scripts/mutation/kill-set.ts';
import { knownBad } from '../../../scripts/mutation/known-bad.ts';
import { mlDsaChecks } from '../../../scripts/mutation/ml-dsa-checks.ts';
import type { Mutant } from '../../../scripts/mutation/mutant.ts';
import { sampleMutants, sourceOf } from '../../../scripts/mutation/sample.ts';

describe('mutate verifiers', function () {
  this.timeout(120_000);

  it('plants ten mistakes, each at one place of a source', () => {
    const planted = knownBad();
    expect(new Set(planted.map(({ kind }) => kind)).size).to.equal(10);
    for (const { library, source } of planted) expect(source).not.to.equal(sourceOf(library.file));
  });

  it('draws the same mutants for the same seed, all different, of every library', () => {
    const mutants = sampleMutants(260, 1);
    expect(mutants).to.have.length(260);
    expect(sampleMutants(260, 1)).to.deep.equal(mutants);
    expect(sampleMutants(260, 2)).not.to.deep.equal(mutants);
    expect(new Set(mutants.map(({ library, source }) => `${library.file} ${source}`)).size).to.equal(260);
    expect(new Set(mutants.map(({ library }) => library.file)).size).to.equal(5);
    expect(new Set(mutants.map(({ kind }) => kind))).to.deep.equal(new Set(['operator', 'constant', 'statement']));
  });

  it('kills a planted mistake and a mutant of the slice, and lets an equivalent one live', async () => {
    const planted = knownBad().filter(({ kind }) => kind.includes('hint may be given twice'));
    const slice = sampleMutants(260, 1).filter(({ original }) => original.startsWith('let place := add(POLYNOMIALS'));
    const harmless = harmlessMutant();
    const mutants = [...planted, ...slice.slice(0, 1), harmless];
    expect(mutants).to.have.length(3);
    expect(quickChecks().length).to.equal(25);
    const judgements = await judgeMutants(mutants, {
      killSet: { slhInternal: [], mlInternal: quickChecks() },
      threads: 1,
      onJudged: () => undefined,
    });
    expect(judgements.map(({ outcome }) => outcome)).to.deep.equal(['killed', 'killed', 'equivalent']);
    expect(judgements[0]?.reason).to.match(/twice/);
    expect(argumentFor(harmless)?.verdict).to.equal('equivalent');
  });

  it('says so when the verifier itself fails', async () => {
    const wrong: Check = { name: 'nonsense', expected: 'accepted', ask: async () => 'refused' };
    const options = { killSet: { slhInternal: [wrong], mlInternal: [] }, threads: 1, onJudged: () => undefined };
    const slh = knownBad().filter(({ library }) => library.place === 'slhInternal');
    await judgeMutants(slh.slice(0, 1), options).then(
      () => expect.fail('it passed'),
      (error: unknown) => expect(String(error)).to.contain('nonsense'),
    );
  });
});

/** One signature and the hints that are given twice, of ML-DSA-44. */
function quickChecks(): Check[] {
  return mlDsaChecks(3).filter(({ name }) => name === '44: a signature' || /^44: .* twice$/.test(name));
}

function harmlessMutant(): Mutant {
  const [any] = knownBad().filter(({ library }) => library.file.endsWith('/MlDsa.sol'));
  if (any === undefined) throw new RangeError('a library');
  const original = '_allocate(34);';
  const source = sourceOf(any.library.file);
  const line = source.slice(0, source.indexOf(original)).split('\n').length;
  return {
    ...any,
    kind: 'constant',
    line,
    original,
    changed: '_allocate(35);',
    source: source.replace(original, '_allocate(35);'),
  };
}
