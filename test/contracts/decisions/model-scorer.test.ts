import { expect } from 'chai';
import { bytesToHex, hexToBytes } from 'viem';
import { energyOfBits, packBits } from '../../../node/protocol/constrained-energy.ts';
import type { ConstrainedModel } from '../../../node/protocol/constrained-model.ts';
import { encodeConstrainedModel } from '../../../node/protocol/constrained-model-chunks.ts';
import { type ProvenChunk, provenChunks } from '../../../node/protocol/court/score-batches.ts';
import { modelRoot } from '../../../node/protocol/model-chunks.ts';
import { sampleHash } from '../../../node/protocol/sample.ts';
import { randomSource } from '../../../oracle/samplers/random-source.ts';
import {
  randomConstrainedModel,
  randomFullModel,
  randomQuadraticModel,
} from '../../oracle/random-constrained-model.fixture.ts';
import { randomModel } from '../../oracle/random-model.fixture.ts';
import { type Contract, deploy, ethers, method } from '../network.fixture.ts';
import {
  denseModel,
  expectedOf,
  likelyBits,
  polynomialModel,
  type Question,
  questionOf,
  randomBits,
  rawQuestion,
} from './scorer.fixture.ts';

const makers: readonly ((seed: number) => ConstrainedModel)[] = [
  randomFullModel,
  randomConstrainedModel,
  (seed) => randomModel(seed, 8),
  (seed) => randomQuadraticModel(seed, 24, 2 ** 31 - 1),
];

describe('ModelScorer', () => {
  let scorer: Contract;

  before(async () => {
    scorer = await deploy('ScorerHarness');
  });

  const ask = (questions: Question[]) => method(scorer, 'scoreAll').staticCall(questions);

  it('scores 1,200 random models as the node does, feasible or not', async () => {
    let compared = 0;
    let sound = 0;
    for (let seed = 1; seed <= 1200; seed += 10) {
      const random = randomSource(seed);
      const cases = Array.from({ length: 10 }, (_, at) => {
        const model = makers[(seed + at) % makers.length]?.(seed + at) ?? randomFullModel(seed);
        return { model, first: likelyBits(model, random), second: randomBits(model, random) };
      });
      const [answers] = await ask(cases.map(({ model, first, second }) => questionOf(model, first, second)));
      for (const [at, { model, first, second }] of cases.entries()) {
        const expected = expectedOf(model, first, second);
        expect([...answers[at]], `seed ${seed + at}`).to.deep.equal(expected);
        if (expected[2] === false) sound++;
        compared++;
      }
    }
    expect(compared).to.equal(1200);
    expect(sound).to.be.greaterThan(200);
  });

  it('scores models of several blocks, bands and chunks', async () => {
    for (const model of [denseModel(9000, 12_000, 1), polynomialModel(9000, 400, 40)]) {
      const [first, second] = [randomBits(model, randomSource(7)), randomBits(model, randomSource(8))];
      const [answers] = await ask([questionOf(model, first, second)]);
      expect([...answers[0]]).to.deep.equal(expectedOf(model, first, second));
    }
  });

  describe('chunk by chunk', () => {
    const chunks = provenChunks(encodeConstrainedModel(randomFullModel(3)));
    const root = modelRoot(encodeConstrainedModel(randomFullModel(3)));
    const bits = likelyBits(randomFullModel(3), randomSource(3));
    const sample = packBits(bits);

    beforeEach(async () => {
      scorer = await deploy('ScorerHarness');
      await method(scorer, 'storeSample')(bytesToHex(sample));
      await method(scorer, 'open')(1, root, sampleHash(sample), ethers.ZeroHash);
    });

    const send = (given: readonly ProvenChunk[], count = chunks.length, id = 1) =>
      method(scorer, 'score')(
        id,
        count,
        given.map(({ data, proof }) => ({ data: bytesToHex(data), proof })),
      );
    const refuses = (attempt: Promise<unknown>, error: string, ...args: unknown[]) =>
      expect(attempt)
        .to.be.revertedWithCustomError(scorer, error)
        .withArgs(...args);

    it('keeps the score, and the open band, between transactions', async () => {
      for (const chunk of chunks) await send([chunk]);
      const { cursor, firstEnergy, openLines } = await method(scorer, 'scoring')(1);
      expect([cursor, firstEnergy, openLines]).to.deep.equal([
        BigInt(chunks.length),
        energyOfBits(randomFullModel(3), bits),
        0n,
      ]);
    });

    it('takes no chunk twice, out of turn, with another index, of another number or with a wrong proof', async () => {
      const [header, second, third] = chunks;
      if (header === undefined || second === undefined || third === undefined) throw new RangeError('three chunks');
      await refuses(send([second]), 'ScorerProofInvalid', 1, 0);
      await refuses(send([header, third]), 'ScorerProofInvalid', 1, 1);
      await refuses(send([header], chunks.length + 1), 'ScorerProofInvalid', 1, 0);
      await refuses(send([{ ...header, proof: second.proof }]), 'ScorerProofInvalid', 1, 0);
      await refuses(send([{ ...header, data: header.data.with(9, 1) }]), 'ScorerProofInvalid', 1, 0);
      await refuses(send([]), 'ScorerChunkCount', chunks.length, 0);
      await refuses(send([header], 0), 'ScorerChunkCount', 0, 1);
      await send([header]);
      await refuses(send([header]), 'ScorerProofInvalid', 1, 1);
      await refuses(send([second], chunks.length + 1), 'ScorerChunkCount', chunks.length + 1, chunks.length);
      await refuses(send([second], chunks.length, 2), 'ScorerNotOpen', 2);
      expect((await method(scorer, 'scoring')(1)).cursor).to.equal(1n);
    });

    it('judges a long sample from its parts, and refuses what is no sample', async () => {
      const long = Uint8Array.from({ length: 30_000 }, (_, at) => at & 0xff);
      const parts = [long.subarray(0, 24_000), long.subarray(24_000)];
      await refuses(
        method(scorer, 'joinSample')(parts.map(sampleHash)),
        'ScorerSampleUnknown',
        sampleHash(parts[0] ?? long),
      );
      for (const part of parts) await method(scorer, 'storeSample')(bytesToHex(part));
      await method(scorer, 'joinSample')(parts.map(sampleHash));
      expect(await method(scorer, 'isStored')(sampleHash(long))).to.equal(true);
      await refuses(method(scorer, 'storeSample')(bytesToHex(long)), 'ScorerSampleLength', 30_000, 24_000);
      await refuses(method(scorer, 'storeSample')('0x'), 'ScorerSampleLength', 0, 24_000);
      await refuses(method(scorer, 'joinSample')([]), 'ScorerSampleLength', 0, 125_000);
    });
  });

  it('refuses malformed chunks: every cut and every flipped byte is refused or scored like some model', async () => {
    const model = randomFullModel(5);
    const bits = likelyBits(model, randomSource(5));
    const { chunks, first, second } = questionOf(model, bits, bits);
    let refused = 0;
    let scored = 0;
    for (const [index, chunk] of chunks.entries()) {
      if (index === 0) continue;
      const bytes = hexToBytes(chunk);
      const step = Math.max(1, bytes.length >> 5);
      for (let at = 0; at < bytes.length; at += step) {
        for (const changed of [bytes.slice(0, at), bytes.with(at, (bytes[at] ?? 0) ^ 0x80)]) {
          const wrong = chunks.with(index, bytesToHex(changed));
          try {
            await ask([{ chunks: wrong, first, second }]);
            scored++;
          } catch (error) {
            const data: unknown =
              typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined;
            const name = typeof data === 'string' ? scorer.interface.parseError(data)?.name : undefined;
            expect(name).to.be.oneOf(['ScorerChunkMalformed', 'ScorerOverflow']);
            refused++;
          }
        }
      }
    }
    expect(refused).to.be.greaterThan(100);
    expect(scored).to.be.greaterThan(20);
  });

  it('refuses numbers beyond int256 instead of wrapping them', async () => {
    const least = -(1n << 255n);
    const term = (base: bigint, ...coefficients: bigint[]) => ({ base, weights: [[0, 2] as const], coefficients });
    const overflows: ConstrainedModel['terms'][] = [
      [term(1n << 200n, 0n, 0n, 1n)],
      [term(0n, 0n, 1n << 254n)],
      [term(0n, 1n << 254n), term(0n, 1n << 254n)],
      [term(-least - 1n, 0n, 1n)],
      [term(-3n, -1n, least)],
    ];
    for (const terms of overflows) {
      const { chunks, first, second } = rawQuestion(terms, [1], [1]);
      await expect(ask([{ chunks, first, second }])).to.be.revertedWithCustomError(scorer, 'ScorerOverflow');
    }
    const { chunks, first, second } = rawQuestion([term(-1n, least, 0n), term(-2n, 0n, 5n)], [1], [1]);
    const [answers] = await ask([{ chunks, first, second }]);
    expect(answers[0].firstEnergy).to.equal(least);
  });
});
