import { expect } from 'chai';
import type { Hex } from 'viem';
import { createCourtReview } from '../../../node/decisions/court-review.ts';
import type { Call } from '../../../node/protocol/call.ts';
import { packBits } from '../../../node/protocol/constrained-energy.ts';
import { type ConstrainedModel, emptyModel } from '../../../node/protocol/constrained-model.ts';
import { revealCall, samplePartBytes, storeSampleCalls } from '../../../node/protocol/court/court-calls.ts';
import { sampleHash } from '../../../node/protocol/sample.ts';
import { expectRejection } from '../../expect-code.ts';

const court = '0x00000000000000000000000000000000000000c0';
const salt: Hex = `0x${'5a'.repeat(32)}`;
/** More bits than one part holds; only the first counts, and costs one. */
const binaries = 8 * samplePartBytes + 8;
const model: ConstrainedModel = {
  ...emptyModel,
  binaries,
  quadratic: { rows: Int32Array.of(0), columns: Int32Array.of(0), weights: Int32Array.of(1) },
};
const cheap = packBits(new Uint8Array(binaries).fill(1, binaries - 1));
const dear = packBits(new Uint8Array(binaries).fill(1, 0, 1));

describe('review of reveals before they are relayed', () => {
  const stored = new Map<Hex, Uint8Array>();
  const review = createCourtReview({
    court,
    decisionOf: () => 1,
    modelOf: async () => ({ model, modelRoot: salt, chunks: [], start: [], baselines, decode }),
    standingEnergy: async () => 1n,
    storedSample: async (hash) => stored.get(hash),
  });
  const baselines = { today: 0n, shortestPaths: 0n };
  const decode = (): never => {
    throw new RangeError('nothing is decoded');
  };
  const reveal = (sample: Uint8Array, energy: bigint): Call =>
    revealCall(court, 1n, { decisionId: 1n, sampleHash: sampleHash(sample), energy, account: court, salt });

  it('scores a sample that is put together from parts of the same batch', async () => {
    await review({ calls: [...storeSampleCalls(court, cheap), reveal(cheap, 0n)] });
    const lie = { calls: [...storeSampleCalls(court, dear), reveal(dear, 0n)] };
    await expectRejection('SAMPLE_ENERGY_MISMATCH', review(lie));
    const equal = { calls: [...storeSampleCalls(court, dear), reveal(dear, 1n)] };
    await expectRejection('SAMPLE_NOT_BETTER', review(equal));
  });

  it('scores a sample whose parts, or all of it, the court was given before', async () => {
    const [first, ...rest] = storeSampleCalls(court, dear);
    expect(first).not.to.equal(undefined);
    const part = dear.subarray(0, samplePartBytes);
    stored.set(sampleHash(part), part);
    await expectRejection('SAMPLE_ENERGY_MISMATCH', review({ calls: [...rest, reveal(dear, 0n)] }));
    stored.set(sampleHash(dear), dear);
    await expectRejection('SAMPLE_ENERGY_MISMATCH', review({ calls: [reveal(dear, 0n)] }));
  });
});
