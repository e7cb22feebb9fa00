import { expect } from 'chai';
import { decodeModelFile, encodeModelFile } from '../../../node/protocol/model-file.ts';
import { expectCode } from '../../expect-code.ts';
import { randomFullModel } from '../../oracle/random-constrained-model.fixture.ts';

describe('a model file', () => {
  const model = randomFullModel(3);
  const bytes = encodeModelFile(model);

  it('holds the model', () => {
    expect(decodeModelFile(bytes)).to.deep.equal(model);
  });

  it('is refused when cut short, continued, or of another kind', () => {
    for (const wrong of [bytes.subarray(0, -1), Uint8Array.of(...bytes, 0), bytes.with(0, 0), new Uint8Array()]) {
      expectCode('MODEL_INVALID', () => decodeModelFile(wrong));
    }
  });
});
