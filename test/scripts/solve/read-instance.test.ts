import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { energyOfBits } from '../../../node/protocol/constrained-energy.ts';
import { constrainedModelToJson } from '../../../node/protocol/constrained-model-json.ts';
import { isNodeError } from '../../../node/protocol/errors.ts';
import { readInstance } from '../../../scripts/solve/read-instance.ts';
import { randomConstrainedModel } from '../../oracle/random-constrained-model.fixture.ts';
import { sharedFile } from '../../skip.ts';

describe('a file to solve', () => {
  it('may be max-cut as rudy writes it: energy = -cut, weight 1 where it is missing, edges twice add up', () => {
    const { model, objective } = readInstance('G.txt', '3 4 \n1 2 5\n2 3 -2\n1 3\n\n3 1 1\n');
    expect(objective).to.equal('maximize');
    expect(energyOfBits(model, [1, 0, 0])).to.equal(-7n);
    expect(energyOfBits(model, [0, 1, 0])).to.equal(-3n);
    expect(energyOfBits(model, [1, 1, 1])).to.equal(0n);
  });

  it('may be .qubo, maximised, with whole values of pairs', () => {
    const text = 'c comment\np qubo 0 3 1 2\n0 0 4.0\n0 1 -1\n1 2 3\n';
    const { model, objective } = readInstance('a.qubo', text);
    expect(objective).to.equal('maximize');
    expect(energyOfBits(model, [1, 1, 1])).to.equal(-6n);
    expect(energyOfBits(model, [1, 0, 1])).to.equal(-4n);
  });

  it("may be Biq Mac's .sparse, minimised, where a pair counts twice", () => {
    const { model, objective } = readInstance('a.sparse', '2 2\n1 1 3\n1 2 -4\n');
    expect(objective).to.equal('minimize');
    expect(energyOfBits(model, [1, 1])).to.equal(-5n);
  });

  it('may be our own model', () => {
    const model = randomConstrainedModel(4);
    expect(readInstance('a.json', JSON.stringify(constrainedModelToJson(model))).model).to.deep.equal(model);
  });

  const broken: [what: string, name: string, text: string, line: number][] = [
    ['nothing in it', 'a.txt', '', 1],
    ['a vertex that does not exist', 'a.mc', '3 1\n1 4 1\n', 2],
    ['a vertex 0', 'a.mc', '3 1\n0 1 1\n', 2],
    ['an edge from a vertex to itself', 'a.mc', '# n m\n3 1\n\n2 2 1\n', 4],
    ['a weight that is not whole', 'a.mc', '3 1\n1 2 1.5\n', 2],
    ['a weight that is too large', 'a.mc', '3 1\n1 2 9e9\n', 2],
    ['a word for a number', 'a.mc', '3 1\n1 two 1\n', 2],
    ['fewer edges than announced', 'a.mc', '3 2\n1 2 1\n', 2],
    ['more edges than announced', 'a.mc', '3 1\n1 2 1\n2 3 1\n', 3],
    ['four words in a line', 'a.mc', '3 1\n1 2 1 1\n', 2],
    ['one word in the first line', 'a.sparse', '3\n', 1],
    ['no program line', 'a.qubo', 'c only\n0 0 1\n', 2],
    ['a node that does not exist', 'a.qubo', 'p qubo 0 3 1 0\n3 3 1\n', 2],
    ['a missing value', 'a.qubo', 'p qubo 0 3 1 0\n1 1\n', 2],
    ['fewer couplers than announced', 'a.qubo', 'p qubo 0 3 1 1\n1 1 2\n', 2],
    ['broken JSON', 'a.json', '{\n"format": \n}', 3],
  ];
  for (const [what, name, text, line] of broken) {
    it(`is refused by its line for ${what} (${name})`, () => {
      let thrown: unknown;
      try {
        readInstance(name, text);
      } catch (error) {
        thrown = error;
      }
      expect(isNodeError(thrown, 'FILE_INVALID') ? thrown.details.line : thrown).to.equal(line);
      expect(isNodeError(thrown) ? thrown.details.rule : '').to.match(/\w/);
    });
  }

  it('scores the published cuts of Gset and Biq Mac at their published values', function () {
    const cuts: [file: string, cut: string, value: number][] = [
      ['maxcut/G1.txt', 'maxcut/G1_opt_cut.txt', 11624],
      ['maxcut/be100.1.sparse.mc', 'maxcut/be100.1_opt_cut.txt', 19412],
      ['maxcut/be120.3.1.sparse.mc', 'maxcut/be120.3.1_opt_cut.txt', 13067],
    ];
    for (const [file, cut, value] of cuts) {
      const { model } = readInstance(file, readFileSync(sharedFile(this, `data/${file}`), 'utf8'));
      const bits = bitsOf(readFileSync(sharedFile(this, `data/${cut}`), 'utf8'), model.binaries);
      expect(-energyOfBits(model, bits), file).to.equal(BigInt(value));
    }
  });
});

/** One digit per vertex, or the numbers of the vertices on one side. */
function bitsOf(text: string, size: number): Uint8Array {
  const digits = text.match(/-?\d+/g) ?? [];
  if (digits.length >= size) return Uint8Array.from(digits, (digit) => (Number(digit) > 0 ? 1 : 0)).subarray(0, size);
  const bits = new Uint8Array(size);
  for (const digit of digits) bits[Number(digit) - 1] = 1;
  return bits;
}
