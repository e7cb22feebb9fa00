import { expect } from 'chai';
import { encodeConstrainedModel } from '../../../node/protocol/constrained-model-chunks.ts';
import { constrainedModelToJson } from '../../../node/protocol/constrained-model-json.ts';
import { decodeConstrainedModel } from '../../../node/protocol/constrained-model-reader.ts';
import { isNodeError, type NodeError } from '../../../node/protocol/errors.ts';
import { encodeModelFile } from '../../../node/protocol/model-file.ts';
import { below, type RandomSource, randomSource } from '../../../oracle/samplers/random-source.ts';
import { readInstance } from '../../../scripts/solve/read-instance.ts';
import { randomFullModel } from '../../oracle/random-constrained-model.fixture.ts';

const full = randomFullModel(3);
const files: Record<string, string> = {
  'a.mc': '# rudy\n4 4\n1 2 3\n2 3 -1\n3 4 2\n1 4 1\n',
  'a.sparse': '4 3\n1 1 3\n1 2 -4\n3 4 7\n',
  'a.qubo': 'c comment\np qubo 0 4 2 2\n0 0 4\n3 3 -1\n0 1 -1\n1 2 3\n',
  'a.lp':
    '\\ comment\nMinimize\n cost: 2 x + 1.5 y + [ x * y + z ^ 2 ] / 2\nSubject To\n a: x + y - 3 z >= 1\n b: x - y <= 2\nBounds\n -1 <= y <= 9\nBinary\n x z\nGeneral\n y\nEnd\n',
  'a.json': JSON.stringify(constrainedModelToJson(full), undefined, 1),
};

describe('a broken file', () => {
  for (const [name, text] of Object.entries(files)) {
    it(`is read right or refused by line and reason, 200 times (${name})`, () => {
      const random = randomSource(17);
      const refused = Array.from({ length: 200 }, () => mutate(text, random)).filter((broken) => {
        const error = errorOf(name, broken);
        if (error === undefined) return false;
        const { line, rule } = error.details;
        expect([error.code, typeof rule], broken).to.deep.equal(['FILE_INVALID', 'string']);
        expect(line, broken).to.be.within(1, broken.split('\n').length);
        return true;
      });
      expect(refused.length).to.be.greaterThan(40);
    });
  }

  it('is refused with the reason, 200 times, where it is in chunks (.qdtm)', () => {
    const random = randomSource(23);
    const bytes = encodeModelFile(full);
    let refused = 0;
    for (let round = 0; round < 200; round++) {
      const broken = bytes.with(below(random, bytes.length), below(random, 256));
      const error = errorOf('a.qdtm', round % 4 === 0 ? broken.subarray(0, below(random, bytes.length)) : broken);
      if (error !== undefined) refused++;
      if (error !== undefined) expect(error.details.rule ?? error.details.field, String(error)).to.be.a('string');
    }
    expect(refused).to.be.greaterThan(100);
  });

  it('is refused for a variable used but not declared, and for an overflow, on the line of either', () => {
    const lines = (terms: string, offset = '"0"') =>
      `{"format":"qdt-model/2",\n"energyScale":{"unit":"cost","divisor":"1"},\n"groups":[],"binaries":2,\n"offset":${offset},\n"quadratic":[],\n"terms":[],\n"constraints":[\n${terms}]}`;
    const rule = (weights: string) => `{"weights":${weights},"sense":"<=","bound":"1"}`;
    expect(errorOf('a.json', lines(rule('[[0,1]]')))).to.equal(undefined);
    expect(errorOf('a.json', lines(`${rule('[[0,1]]')},\n${rule('[[2,1]]')}`))?.details).to.include({
      line: 9,
      rule: 'variables exist',
    });
    expect(errorOf('a.json', lines(rule('[[0,1]]'), `"${2n ** 255n}"`))?.details.rule).to.equal('numbers fit int256');
  });
});

/** undefined where the file is a model; that model comes back from its chunks then. */
function errorOf(name: string, content: string | Uint8Array): NodeError | undefined {
  try {
    const { model } = readInstance(name, content);
    expect(decodeConstrainedModel(encodeConstrainedModel(model))).to.deep.equal(model);
    return undefined;
  } catch (error) {
    if (!isNodeError(error)) throw error;
    return error;
  }
}

/** One to three changes: a character, a word or a line replaced, left out or twice. */
function mutate(text: string, random: RandomSource): string {
  let broken = text;
  for (let round = 0; round <= below(random, 3); round++) {
    const parts = broken.split(['', /\b/, '\n'][below(random, 3)] ?? '');
    const separator = broken === parts.join('') ? '' : '\n';
    const at = below(random, parts.length);
    const other = ['-', '9e99', '1.5', 'x', '[', '"', '\n', '0', '4294967296'][below(random, 9)] ?? '';
    const kind = below(random, 3);
    parts.splice(at, 1, ...(kind === 0 ? [] : kind === 1 ? [other] : [parts[at] ?? '', parts[at] ?? '']));
    broken = parts.join(separator);
  }
  return broken;
}
