import { bytesToHex, isHex } from 'viem';
import { energyOfBits, packBits } from '../../node/protocol/constrained-energy.ts';
import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import { encodeConstrainedModel } from '../../node/protocol/constrained-model-chunks.ts';
import { commitmentOf } from '../../node/protocol/court/commitment.ts';
import { provenChunks, scoreBatches } from '../../node/protocol/court/score-batches.ts';
import { modelRoot } from '../../node/protocol/model-chunks.ts';
import { sampleHash } from '../../node/protocol/sample.ts';
import { randomSource } from '../../oracle/samplers/random-source.ts';
import { noProfile } from '../../test/contracts/city.fixture.ts';
import { asChunks, recordedCity, salt } from '../../test/contracts/decisions/court.fixture.ts';
import { denseModel, polynomialModel, questionOf, randomBits } from '../../test/contracts/decisions/scorer.fixture.ts';
import { act, call, createParticipant } from '../../test/contracts/governance/participants.fixture.ts';
import { deploy, method } from '../../test/contracts/network.fixture.ts';
import { slhDsaKey, slhDsaSigner } from '../../test/contracts/signing.fixture.ts';
import { compileContracts } from '../compile.ts';
import { type BenchOptions, type BenchResult, measured } from './result.ts';

/** Gas cap of a transaction (EIP-7825), and the most bytes that geth's pool takes. */
const transactionGas = 16_777_216;
const transactionBytes = 131_072;

/** What judging takes: gas of scoring by kind of term, and a large model from commit to judgement by an SLH-DSA account. */
export async function run({ quick, tell }: BenchOptions): Promise<BenchResult[]> {
  await compileContracts(tell);
  // fifty terms a row
  const [variables, terms] = quick ? [400, 20_000] : [2000, 100_000];
  const model = denseModel(variables, terms, 1);
  tell('Scoring quadratic and polynomial terms.');
  return [
    ...(await quadraticGas(model, terms)),
    await polynomialGas('court.polynomial.5x10', polynomialModel(1000, 500, 10)),
    await polynomialGas('court.polynomial.5x100', polynomialModel(1000, 100, 100)),
    ...(await judgement(model, tell)),
  ];
}

/** Execution of the chunks, both samples together, with the set-up of the blocks, without calldata and proofs. */
async function quadraticGas(model: ConstrainedModel, terms: number): Promise<BenchResult[]> {
  const ones = randomBits(model, randomSource(1)).map(() => 1);
  const halves = [randomBits(model, randomSource(2)), randomBits(model, randomSource(3))] as const;
  return [
    measured('court.quadratic.all-ones', (await scoringGas(model, ones, ones)) / terms, 'gas', { atMost: 100 }, terms),
    measured('court.quadratic.half', (await scoringGas(model, ...halves)) / terms, 'gas', { atMost: 100 }, terms),
  ];
}

async function polynomialGas(id: string, model: ConstrainedModel): Promise<BenchResult> {
  const [first, second] = [randomBits(model, randomSource(4)), randomBits(model, randomSource(5))];
  const gas = (await scoringGas(model, first, second)) / model.terms.length;
  return measured(id, gas, 'gas per polynomial', { atMost: 30_000 }, model.terms.length);
}

async function scoringGas(model: ConstrainedModel, first: number[], second: number[]): Promise<number> {
  const scorer = await deploy('ScorerHarness');
  const [, gas] = await method(scorer, 'scoreAll').staticCall([questionOf(model, first, second)]);
  return Number(gas);
}

interface Sent {
  readonly data: string;
  wait(): Promise<{ gasUsed: bigint } | null>;
}

/** Commit, reveal with both samples, and scoring, as the command does it; every transaction signed with SLH-DSA-SHA2-128s. */
async function judgement(model: ConstrainedModel, tell: BenchOptions['tell']): Promise<BenchResult[]> {
  tell('Judging a large model end to end.');
  const encoded = encodeConstrainedModel(model);
  const [one, two] = [randomBits(model, randomSource(2)), randomBits(model, randomSource(3))];
  const [low, high] = energyOfBits(model, one) < energyOfBits(model, two) ? [one, two] : [two, one];
  const [better, standing] = [packBits(low), packBits(high)];
  const energy = energyOfBits(model, low);
  const recorded = { sample: standing, energy: energyOfBits(model, high), bound: -(2n ** 80n) };
  const city = await recordedCity({ ...recorded, modelRoot: modelRoot(encoded) });
  const verifier = await deploy('SlhDsaSha2128sVerifier');
  const factory = await deploy('ParticipantAccountFactory');
  const citizen = await createParticipant(factory, verifier, 'citizen', () => slhDsaSigner(verifier, slhDsaKey()));
  const { address } = citizen;
  if (!isHex(address)) throw new RangeError('an address');
  await act(citizen, call(city.registry, 'enrolSelf', noProfile));
  const claim = { decisionId: 1n, sampleHash: sampleHash(better), energy, account: address, salt };
  const sent: Sent[] = [await act(citizen, call(city.modelCourt, 'commit', 1, commitmentOf(claim)))];
  sent.push(
    await act(
      citizen,
      call(city.modelCourt, 'storeSample', bytesToHex(better)),
      call(city.modelCourt, 'storeSample', bytesToHex(standing)),
      call(city.modelCourt, 'reveal', 1, claim.sampleHash, energy, salt),
    ),
  );
  for (const batch of scoreBatches(provenChunks(encoded))) {
    sent.push(await act(citizen, call(city.modelCourt, 'score', 1, encoded.length, asChunks(batch))));
  }
  const { state } = await method(city.modelCourt, 'courtCase')(1);
  if (state !== 3n) throw new Error(`the claim ended in state ${state}`);
  const gas = await Promise.all(sent.map(async (transaction) => Number((await transaction.wait())?.gasUsed ?? 0n)));
  const bytes = sent.map(({ data }) => data.length / 2 - 1);
  const name = `court.${model.quadratic.weights.length}-terms`;
  return [
    measured(`${name}.transactions`, sent.length, 'transactions', { atMost: 10 }, sent.length),
    measured(`${name}.largest`, Math.max(...bytes), 'bytes', { atMost: transactionBytes }, sent.length),
    measured(`${name}.most-gas`, Math.max(...gas), 'gas', { atMost: transactionGas }, sent.length),
    measured(
      `${name}.gas`,
      gas.reduce((sum, one) => sum + one, 0),
      'gas',
      { atMost: 10 * transactionGas },
      sent.length,
    ),
  ];
}
