import { expect } from 'chai';
import { type Model, validateModel } from '../../../node/protocol/model.ts';
import { encodeModel, modelRoot } from '../../../node/protocol/model-chunks.ts';
import { decodeModel } from '../../../node/protocol/model-reader.ts';
import { expectCode } from '../../expect-code.ts';
import { randomModel } from '../../oracle/random-model.fixture.ts';

/** 5,000 groups of two: three blocks of variables, weights in several chunks. */
function largeModel(): Model {
  const groups = Array.from({ length: 5000 }, () => ({ size: 2 }));
  const weights = Array.from({ length: 10_000 }, (_, variable): [number, number] => [variable, variable - 5000 || 1]);
  const coefficients = [0n, -(1n << 200n), 1n << 254n];
  return {
    format: 'qdt-model/1',
    energyScale: { unit: 'vehicle x 0.01 hour', divisor: 1n << 80n },
    groups,
    terms: Array.from({ length: 5 }, (_, index) => ({ base: BigInt(-index), weights, coefficients })),
  };
}

describe('a model', () => {
  it('comes back from its chunks', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const model = randomModel(seed);
      expect(decodeModel(encodeModel(model))).to.deep.equal(model);
    }
  });

  it('is cut into chunks of at most 64 KiB, block by block', () => {
    const model = largeModel();
    const chunks = encodeModel(model);
    expect(chunks.length).to.be.greaterThan(5);
    expect(Math.max(...chunks.map(({ length }) => length))).to.be.at.most(65_536);
    expect(decodeModel(chunks)).to.deep.equal(model);
  });

  it('has another root when anything in it changes', () => {
    const model = randomModel(1);
    const changed = {
      ...model,
      terms: model.terms.map((term, index) => (index === 0 ? { ...term, base: term.base + 1n } : term)),
    };
    expect(modelRoot(encodeModel(changed))).to.not.equal(modelRoot(encodeModel(model)));
  });

  it('is read from no chunks but its own: each flipped byte is refused or another model', () => {
    const chunks = encodeModel(randomModel(3));
    let flips = 0;
    for (const [index, chunk] of chunks.entries()) {
      for (let at = 0; at < chunk.length; at++, flips++) {
        const flipped = chunk.slice();
        flipped[at] = (flipped[at] ?? 0) ^ 0x10;
        const changed = chunks.map((original, other) => (other === index ? flipped : original));
        const read = readOrNothing(changed);
        if (read !== undefined) expect(encodeModel(read)).to.deep.equal(changed);
      }
    }
    expect(flips).to.be.greaterThan(500);
  });

  it('is not read from chunks that are reordered, doubled or missing', () => {
    const chunks = encodeModel(largeModel());
    for (const changed of [[...chunks].reverse(), [...chunks, ...chunks], chunks.slice(1), chunks.slice(0, -1), []]) {
      expectCode('MODEL_INVALID', () => decodeModel(changed));
    }
  });

  const valid = randomModel(2);
  const firstTerm = valid.terms[0] ?? { base: 0n, weights: [], coefficients: [] };
  const refused: [name: string, change: Partial<Model>][] = [
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
      expectCode('MODEL_INVALID', () => validateModel({ ...valid, ...change }));
    });
  }
});

function readOrNothing(chunks: Uint8Array[]): Model | undefined {
  try {
    return decodeModel(chunks);
  } catch {
    return undefined;
  }
}
