import { expect } from 'chai';
import { packBits, scoreConstrained } from '../../../node/protocol/constrained-energy.ts';
import { type ConstrainedModel, validateConstrainedModel } from '../../../node/protocol/constrained-model.ts';
import { encodeConstrainedModel } from '../../../node/protocol/constrained-model-chunks.ts';
import { constrainedModelFromJson, constrainedModelToJson } from '../../../node/protocol/constrained-model-json.ts';
import { decodeConstrainedModel } from '../../../node/protocol/constrained-model-reader.ts';
import { chunkLimit } from '../../../node/protocol/model-chunks.ts';
import { QuadraticSum } from '../../../node/protocol/quadratic-terms.ts';
import { expectCode } from '../../expect-code.ts';
import {
  randomConstrainedModel,
  randomFullModel,
  randomQuadraticModel,
} from '../../oracle/random-constrained-model.fixture.ts';

/** 9,000 bits in three blocks; a dense row needs two chunks of its own. */
function largeModel(): ConstrainedModel {
  const sum = new QuadraticSum();
  for (let column = 1; column < 9000; column++) sum.add(0, column, column).add(1, column, -column).add(2, column, 7);
  const weights = Array.from({ length: 9000 }, (_, variable): [number, number] => [variable, 1]);
  return {
    ...randomQuadraticModel(1),
    binaries: 9000,
    quadratic: sum.terms(),
    constraints: Array.from({ length: 2000 }, (_, index) => ({
      weights: index === 0 ? weights : [[index, -1] as const],
      sense: index % 2 === 0 ? '<=' : '>=',
      bound: BigInt(index),
    })),
  };
}

describe('a constrained model', () => {
  it('comes back from its chunks and from JSON', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const model = seed % 2 === 0 ? randomConstrainedModel(seed) : randomFullModel(seed);
      expect(decodeConstrainedModel(encodeConstrainedModel(model))).to.deep.equal(model);
      const text = JSON.stringify(constrainedModelToJson(model));
      expect(constrainedModelFromJson(JSON.parse(text))).to.deep.equal(model);
    }
  });

  it('is cut into chunks of at most 56,000 bytes, by pair of blocks', () => {
    const model = largeModel();
    const chunks = encodeConstrainedModel(model);
    const pairs = chunks.filter((chunk) => chunk[1] === 4).map((chunk) => [chunk[5], chunk[9]]);
    expect(pairs).to.deep.equal([
      [0, 0],
      [0, 0],
      [0, 1],
      [0, 1],
      [0, 2],
    ]);
    expect(Math.max(...chunks.map(({ length }) => length))).to.be.at.most(chunkLimit);
    expect(decodeConstrainedModel(chunks)).to.deep.equal(model);
  });

  it('is read from no chunks but its own: each flipped byte is refused or another model', () => {
    const chunks = encodeConstrainedModel(randomFullModel(3));
    let flips = 0;
    let refused = 0;
    for (const [index, chunk] of chunks.entries()) {
      for (let at = 0; at < chunk.length; at++, flips++) {
        const flipped = chunk.slice();
        flipped[at] = (flipped[at] ?? 0) ^ 0x10;
        const changed = chunks.map((original, other) => (other === index ? flipped : original));
        try {
          expect(encodeConstrainedModel(decodeConstrainedModel(changed))).to.deep.equal(changed);
        } catch (error) {
          expect(error).to.have.property('code', 'MODEL_INVALID');
          refused++;
        }
      }
    }
    expect(flips).to.be.greaterThan(500);
    expect(refused).to.be.greaterThan(50);
  });

  it('is not read from chunks that are reordered, doubled or missing', () => {
    const chunks = encodeConstrainedModel(randomFullModel(5));
    for (const changed of [[...chunks].reverse(), [...chunks, ...chunks], chunks.slice(1), chunks.slice(0, -1), []]) {
      expectCode('MODEL_INVALID', () => decodeConstrainedModel(changed));
    }
  });

  const valid = randomQuadraticModel(2);
  const terms = (...entries: [number, number, number][]) => ({
    quadratic: {
      rows: Int32Array.from(entries, ([row]) => row),
      columns: Int32Array.from(entries, ([, column]) => column),
      weights: Int32Array.from(entries, ([, , weight]) => weight),
    },
  });
  const refused: [name: string, change: Partial<ConstrainedModel>][] = [
    ['no variables', { binaries: 0, ...terms() }],
    ['a term twice', terms([0, 1, 1], [0, 1, 1])],
    ['terms that descend', terms([1, 1, 1], [0, 1, 1])],
    ['a term below the diagonal', terms([1, 0, 1])],
    ['a variable that does not exist', terms([0, 10, 1])],
    ['a negative variable', terms([-1, 0, 1])],
    ['a weight of zero', terms([0, 1, 0])],
    ['an offset beyond 256 bits', { offset: 1n << 255n }],
    ['an energy beyond 256 bits for some sample', { offset: (1n << 255n) - 100n }],
    [
      'a polynomial beyond 256 bits for some sample',
      { terms: [{ base: 1n << 100n, weights: [], coefficients: [0n, 0n, 0n, 1n] }] },
    ],
    ['an integer whose bounds descend', { integers: [{ lower: 1, upper: 0 }] }],
    ['an integer of more than 31 bits', { integers: [{ lower: -1, upper: 2 ** 31 - 1 }] }],
    ['a cardinality whose bounds descend', { cardinalities: [{ variables: [0], least: 1, most: 0 }] }],
    ['a cardinality of a variable that does not exist', { cardinalities: [{ variables: [10], least: 0, most: 1 }] }],
    [
      'an arc to a node that does not exist',
      { flows: [{ supplies: [0], arcs: [{ variable: 0, tail: 0, head: 1, amount: 1 }] }] },
    ],
    [
      'an arc that carries nothing',
      { flows: [{ supplies: [0, 0], arcs: [{ variable: 0, tail: 0, head: 1, amount: 0 }] }] },
    ],
    [
      'a constraint on a variable that does not exist',
      { constraints: [{ weights: [[10, 1]], sense: '=', bound: 1n }] },
    ],
    [
      'a constraint with a weight beyond 32 bits',
      { constraints: [{ weights: [[1, 2 ** 31]], sense: '=', bound: 1n }] },
    ],
  ];
  for (const [name, change] of refused) {
    it(`has not ${name}`, () => {
      expectCode('MODEL_INVALID', () => validateConstrainedModel({ ...valid, ...change }));
    });
  }

  it('refuses sums of terms beyond 32 bits', () => {
    expectCode('MODEL_INVALID', () =>
      new QuadraticSum()
        .add(0, 1, 2 ** 31 - 1)
        .add(1, 0, 1)
        .terms(),
    );
  });

  it('names the field of a broken JSON file', () => {
    const json = JSON.parse(JSON.stringify(constrainedModelToJson(valid)));
    expectCode('DOCUMENT_INVALID', () => constrainedModelFromJson({ ...json, quadratic: [[0, 1]] }));
    expectCode('DOCUMENT_INVALID', () => constrainedModelFromJson({ ...json, format: 'qdt-model/1' }));
    expectCode('DOCUMENT_INVALID', () => constrainedModelFromJson({ ...json, constraints: [{}] }));
  });
});

describe('the energy of a constrained model', () => {
  const model: ConstrainedModel = {
    ...randomQuadraticModel(1),
    groups: [{ size: 2 }],
    binaries: 2,
    offset: 100n,
    quadratic: new QuadraticSum().add(0, 2, 5).add(2, 2, -3).add(2, 3, 11).terms(),
    terms: [{ base: 1n, weights: [[3, 2]], coefficients: [0n, 0n, 1n] }],
    constraints: [
      {
        weights: [
          [2, 1],
          [3, 1],
        ],
        sense: '>=',
        bound: 1n,
      },
    ],
  };

  it('is exact: offset, quadratic terms and polynomials', () => {
    expect(scoreConstrained(model, packBits([1, 0, 1, 0]))).to.equal(100n + 5n - 3n + 1n);
    expect(scoreConstrained(model, packBits([0, 1, 1, 1]))).to.equal(100n - 3n + 11n + 9n);
  });

  it('is not there for bits beyond an integer, outside a cardinality or against a flow', () => {
    const rules: Partial<ConstrainedModel> = { terms: [], constraints: [], quadratic: new QuadraticSum().terms() };
    const bits: ConstrainedModel = { ...model, ...rules, groups: [], binaries: 3 };
    const integer = { ...bits, integers: [{ lower: -1, upper: 4 }] };
    expect(scoreConstrained(integer, packBits([0, 0, 0, 1, 0, 1]))).to.equal(100n);
    expectCode('SAMPLE_BEYOND_INTEGER', () => scoreConstrained(integer, packBits([0, 0, 0, 0, 1, 1])));
    const few = { ...bits, cardinalities: [{ variables: [0, 1, 2], least: 1, most: 2 }] };
    expect(scoreConstrained(few, packBits([1, 0, 1]))).to.equal(100n);
    for (const wrong of [
      [0, 0, 0],
      [1, 1, 1],
    ]) {
      expectCode('SAMPLE_BREAKS_CARDINALITY', () => scoreConstrained(few, packBits(wrong)));
    }
    const arcs = [
      { variable: 0, tail: 0, head: 1, amount: 2 },
      { variable: 1, tail: 0, head: 1, amount: 1 },
    ];
    const flow = { ...bits, flows: [{ supplies: [2, -2], arcs }] };
    expect(scoreConstrained(flow, packBits([1, 0, 0]))).to.equal(100n);
    expectCode('SAMPLE_BREAKS_FLOW', () => scoreConstrained(flow, packBits([1, 1, 0])));
  });

  it('is only there for samples that meet every group and constraint', () => {
    expectCode('SAMPLE_NOT_ONE_HOT', () => scoreConstrained(model, packBits([1, 1, 1, 0])));
    expectCode('SAMPLE_BREAKS_CONSTRAINT', () => scoreConstrained(model, packBits([1, 0, 0, 0])));
    expectCode('SAMPLE_LENGTH', () => scoreConstrained(model, new Uint8Array(2)));
    expectCode('SAMPLE_LENGTH', () => scoreConstrained(model, Uint8Array.of(0b10101)));
  });
});
