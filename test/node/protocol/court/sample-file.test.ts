import { expect } from 'chai';
import { packBits } from '../../../../node/protocol/constrained-energy.ts';
import { emptyModel } from '../../../../node/protocol/constrained-model.ts';
import { readSampleFile } from '../../../../node/protocol/court/sample-file.ts';
import { encodeSample } from '../../../../node/protocol/sample.ts';
import { expectCode } from '../../../expect-code.ts';

const model = { ...emptyModel, groups: [{ size: 3 }, { size: 2 }] };

describe('a sample file', () => {
  it('has bits, choices or bytes', () => {
    const sample = packBits([0, 1, 0, 1, 0]);
    expect(readSampleFile({ bits: [0, 1, 0, 1, 0] }, model)).to.deep.equal(sample);
    expect(readSampleFile({ choices: [1, 0] }, model)).to.deep.equal(encodeSample([1, 0], model));
    expect(readSampleFile({ sample: '0x0a' }, model)).to.deep.equal(sample);
  });

  for (const [name, code, document] of [
    ['nothing', 'DOCUMENT_INVALID', 7],
    ['no sample', 'DOCUMENT_INVALID', {}],
    ['bytes that are none', 'DOCUMENT_INVALID', { sample: '0xzz' }],
    ['a bit of 2', 'DOCUMENT_INVALID', { bits: [0, 1, 2, 1, 0] }],
    ['too few bits', 'DOCUMENT_INVALID', { bits: [0, 1, 0] }],
    ['too many bytes', 'SAMPLE_LENGTH', { sample: '0x0a00' }],
    ['a choice that its group does not have', 'SAMPLE_NOT_ONE_HOT', { choices: [3, 0] }],
    ['a choice too few', 'SAMPLE_LENGTH', { choices: [1] }],
  ] as const) {
    it(`is refused with ${name}`, () => {
      expectCode(code, () => readSampleFile(document, model));
    });
  }
});
