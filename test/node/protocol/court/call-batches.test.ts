import { expect } from 'chai';
import { size } from 'viem';
import { callBatches } from '../../../../node/protocol/court/call-batches.ts';
import { doubtCall, samplePartBytes, storeSampleCalls } from '../../../../node/protocol/court/court-calls.ts';
import { batchLimits } from '../../../../node/protocol/court/score-batches.ts';

const court = '0x00000000000000000000000000000000000000c0';

describe('calls in as few transactions as fit', () => {
  it('keep a small sample and what needs it together', () => {
    const calls = [...storeSampleCalls(court, new Uint8Array(samplePartBytes).fill(1)), doubtCall(court, 1n)];
    expect(callBatches(calls)).to.deep.equal([calls]);
  });

  it('split a sample that one transaction cannot hold, in order, and end with the call that needs all of it', () => {
    const sample = Uint8Array.from({ length: 5 * samplePartBytes + 1 }, (_, at) => at % 251);
    const calls = [...storeSampleCalls(court, sample), doubtCall(court, 1n)];
    const batches = callBatches(calls);
    expect(batches.length).to.be.greaterThan(1);
    expect(batches.flat()).to.deep.equal(calls);
    for (const batch of batches)
      expect(batch.reduce((sum, { data }) => sum + size(data), 0)).to.be.lessThan(batchLimits.bytes);
  });
});
