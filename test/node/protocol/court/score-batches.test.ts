import { expect } from 'chai';
import { emptyModel } from '../../../../node/protocol/constrained-model.ts';
import { encodeConstrainedModel } from '../../../../node/protocol/constrained-model-chunks.ts';
import { scoreCall } from '../../../../node/protocol/court/court-calls.ts';
import {
  batchLimits,
  encodedBytes,
  provenChunks,
  scoreBatches,
} from '../../../../node/protocol/court/score-batches.ts';
import { chunkLeaf, merkleProof, merkleRoot, verifyMerkleProof } from '../../../../node/protocol/merkle.ts';
import { QuadraticSum } from '../../../../node/protocol/quadratic-terms.ts';

/** 45,000 terms: five chunks of quadratic terms. */
const sum = new QuadraticSum();
for (let row = 0; row < 300; row++) for (let column = row; column < row + 150; column++) sum.add(row, column, row + 1);
const chunks = encodeConstrainedModel({ ...emptyModel, binaries: 450, quadratic: sum.terms() });
const proven = provenChunks(chunks);

describe('batches of a scoring', () => {
  it('prove every chunk, as one proof at a time does', () => {
    const root = merkleRoot(chunks);
    expect(proven.length).to.be.greaterThan(4);
    for (const { index, data, proof } of proven) {
      expect(proof).to.deep.equal(merkleProof(chunks, index));
      expect(verifyMerkleProof(root, chunkLeaf(index, chunks.length, data), proof)).to.equal(true);
    }
  });

  it('keep the order, begin where they are told and fit in a transaction', () => {
    const batches = scoreBatches(proven);
    expect(batches.flat().map(({ index }) => index)).to.deep.equal(proven.map(({ index }) => index));
    expect(
      scoreBatches(proven, 3)
        .flat()
        .map(({ index }) => index),
    ).to.deep.equal(proven.slice(3).map(({ index }) => index));
    for (const batch of batches) {
      const { data } = scoreCall(`0x${'c0'.repeat(20)}`, 1n, chunks.length, batch);
      const bytes = batch.reduce((total, chunk) => total + encodedBytes(chunk), 0);
      expect(data.length / 2 - 1).to.be.within(bytes - 64, bytes + 164);
      expect(data.length / 2).to.be.at.most(batchLimits.bytes + 200);
    }
    expect(batches.length).to.equal(3);
    expect(scoreBatches(proven, proven.length)).to.deep.equal([]);
  });

  it('are smaller where less gas is allowed', () => {
    expect(scoreBatches(proven, 0, { bytes: 1e6, gas: 1 })).to.have.length(proven.length);
  });
});
