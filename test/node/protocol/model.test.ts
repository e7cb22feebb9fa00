import { expect } from 'chai';
import {
  type ConstrainedModel,
  emptyModel,
  validateConstrainedModel,
  variablesOf,
} from '../../../node/protocol/constrained-model.ts';
import { encodeConstrainedModel } from '../../../node/protocol/constrained-model-chunks.ts';
import { decodeConstrainedModel } from '../../../node/protocol/constrained-model-reader.ts';
import { chunkLimit, modelRoot } from '../../../node/protocol/model-chunks.ts';
import { withLinearRules } from '../../../node/protocol/model-rules.ts';
import { expectCode } from '../../expect-code.ts';
import { leastConstrained, randomFullModel } from '../../oracle/random-constrained-model.fixture.ts';
import { randomModel } from '../../oracle/random-model.fixture.ts';

/** 5,000 groups of two: three blocks of variables, terms in two bands. */
function largeModel(): ConstrainedModel {
  const groups = Array.from({ length: 5000 }, () => ({ size: 2 }));
  const weights = Array.from({ length: 10_000 }, (_, variable): [number, number] => [variable, variable - 5000 || 1]);
  const coefficients = [0n, -(1n << 150n), 1n << 154n];
  return {
    ...emptyModel,
    energyScale: { unit: 'vehicle x 0.01 hour', divisor: 1n << 80n },
    groups,
    terms: Array.from({ length: 180 }, (_, index) => ({
      base: BigInt(-index),
      weights: index % 90 < 3 ? weights : [],
      coefficients,
    })),
  };
}

describe('a model', () => {
  it('comes back from its chunks', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const model = randomModel(seed);
      expect(decodeConstrainedModel(encodeConstrainedModel(model))).to.deep.equal(model);
    }
  });

  it('is cut into chunks of at most 56,000 bytes, band by band and block by block', () => {
    const model = largeModel();
    const chunks = encodeConstrainedModel(model);
    expect(chunks.length).to.be.greaterThan(5);
    expect(Math.max(...chunks.map(({ length }) => length))).to.be.at.most(chunkLimit);
    expect(decodeConstrainedModel(chunks)).to.deep.equal(model);
  });

  it('has another root when anything in it changes', () => {
    const model = randomModel(1);
    const changed = {
      ...model,
      terms: model.terms.map((term, index) => (index === 0 ? { ...term, base: term.base + 1n } : term)),
    };
    expect(modelRoot(encodeConstrainedModel(changed))).to.not.equal(modelRoot(encodeConstrainedModel(model)));
  });

  it('is read from no chunks but its own: each flipped byte is refused or another model', () => {
    const chunks = encodeConstrainedModel(randomModel(3));
    let flips = 0;
    for (const [index, chunk] of chunks.entries()) {
      for (let at = 0; at < chunk.length; at++, flips++) {
        const flipped = chunk.slice();
        flipped[at] = (flipped[at] ?? 0) ^ 0x10;
        const changed = chunks.map((original, other) => (other === index ? flipped : original));
        const read = readOrNothing(changed);
        if (read !== undefined) expect(encodeConstrainedModel(read)).to.deep.equal(changed);
      }
    }
    expect(flips).to.be.greaterThan(500);
  });

  it('is not read from chunks that are reordered, doubled or missing', () => {
    const chunks = encodeConstrainedModel(largeModel());
    for (const changed of [[...chunks].reverse(), [...chunks, ...chunks], chunks.slice(1), chunks.slice(0, -1), []]) {
      expectCode('MODEL_INVALID', () => decodeConstrainedModel(changed));
    }
  });

  it('says the same with linear rules only', () => {
    let feasible = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const model = randomFullModel(seed);
      const plain = withLinearRules(model);
      expect([plain.integers, plain.cardinalities, plain.flows]).to.deep.equal([[], [], []]);
      expect(variablesOf(plain)).to.equal(variablesOf(model));
      const least = leastConstrained(model);
      expect(leastConstrained(plain)).to.equal(least);
      if (least !== undefined) feasible++;
    }
    expect(feasible).to.be.greaterThan(5);
  });

  const valid = randomModel(2);
  const firstTerm = valid.terms[0] ?? { base: 0n, weights: [], coefficients: [] };
  const refused: [name: string, change: Partial<ConstrainedModel>][] = [
    ['no groups', { groups: [] }],
    ['an empty group', { groups: [{ size: 0 }] }],
    ['a variable that does not exist', { terms: [{ ...firstTerm, weights: [[10_000, 1]] }] }],
    [
      'a variable twice in a term',
      {
        terms: [
          {
            ...firstTerm,
            weights: [
              [1, 1],
              [1, 1],
            ],
          },
        ],
      },
    ],
    ['a weight beyond 32 bits', { terms: [{ ...firstTerm, weights: [[1, 2 ** 31]] }] }],
    ['a coefficient beyond 256 bits', { terms: [{ ...firstTerm, coefficients: [1n << 255n] }] }],
    ['a divisor of zero', { energyScale: { unit: 'point', divisor: 0n } }],
  ];
  for (const [name, change] of refused) {
    it(`has not ${name}`, () => {
      expectCode('MODEL_INVALID', () => validateConstrainedModel({ ...valid, ...change }));
    });
  }
});

function readOrNothing(chunks: Uint8Array[]): ConstrainedModel | undefined {
  try {
    return decodeConstrainedModel(chunks);
  } catch {
    return undefined;
  }
}
