import { bytesToHex, type Hex, isHex } from 'viem';
import { packBits, scoreConstrained } from '../../../node/protocol/constrained-energy.ts';
import { type ConstrainedModel, emptyModel } from '../../../node/protocol/constrained-model.ts';
import { encodeConstrainedModel } from '../../../node/protocol/constrained-model-chunks.ts';
import { commitmentOf } from '../../../node/protocol/court/commitment.ts';
import { type ProvenChunk, provenChunks } from '../../../node/protocol/court/score-batches.ts';
import { modelRoot } from '../../../node/protocol/model-chunks.ts';
import { QuadraticSum } from '../../../node/protocol/quadratic-terms.ts';
import { sampleHash } from '../../../node/protocol/sample.ts';
import { as, type City, deployCity, minimumWindow, noProfile, type Person } from '../city.fixture.ts';
import { addressOf, ethers, method, now } from '../network.fixture.ts';

/** -3 for the first bit, -2 for the second, -1 for the third; a penalty where the first two meet; not all three. */
export const model: ConstrainedModel = {
  ...emptyModel,
  binaries: 3,
  quadratic: new QuadraticSum().add(0, 0, -3).add(1, 1, -2).add(2, 2, -1).add(0, 1, 4).terms(),
  cardinalities: [{ variables: [0, 1, 2], least: 0, most: 2 }],
};
export const chunks = provenChunks(encodeConstrainedModel(model));
export const root = modelRoot(encodeConstrainedModel(model));

export const sampleOf = (...bits: number[]) => packBits(bits);
export const weak = sampleOf(0, 0, 1);
export const middle = sampleOf(0, 1, 1);
export const best = sampleOf(1, 0, 1);
export const energyOf = (sample: Uint8Array) => scoreConstrained(model, sample);
export const salt: Hex = `0x${'5a'.repeat(32)}`;

export interface Recorded {
  readonly sample?: Uint8Array;
  readonly energy?: bigint;
  readonly bound?: bigint;
  readonly modelRoot?: Hex;
}

const text = ethers.encodeBytes32String;

/** The city, a citizen enrolled, with one decision recorded on the weak sample. */
export async function recordedCity(recorded: Recorded = {}): Promise<City> {
  const city = await deployCity();
  await method(as(city.registry, city.citizen), 'enrolSelf')(noProfile);
  const { sample = weak, energy = -1n, bound = -100n, modelRoot: recordedRoot = root } = recorded;
  const question = { problem: ethers.id('problem'), snapshot: ethers.id('snapshot') };
  await method(
    as(city.ledger, city.agency),
    'request',
  )({
    kind: text('routes'),
    ...question,
    isRestricted: false,
    recordBy: (await now()) + 1000,
    challengeWindow: minimumWindow,
    committee: city.committee.address,
  });
  const outcome = {
    report: ethers.id('report'),
    modelRoot: recordedRoot,
    sampleHash: sampleHash(sample),
    energy,
    bound,
  };
  await method(as(city.ledger, city.committee), 'record')(1, question.problem, question.snapshot, outcome);
  return city;
}

export const strikingCity = () => recordedCity({ energy: -2n });
export const brokenCity = () => recordedCity({ sample: sampleOf(1, 1, 1), energy: -2n });
export const boundedCity = () => recordedCity({ bound: -2n });

/** Sends to the court as `person`. */
export const toCourt = (city: City, person: Person, name: string, ...args: unknown[]) =>
  method(as(city.modelCourt, person), name)(...args);

export const store = (city: City, sample: Uint8Array) =>
  toCourt(city, city.stranger, 'storeSample', bytesToHex(sample));

export function claimOf(person: Person, sample: Uint8Array, energy = energyOf(sample)) {
  if (!isHex(person.address)) throw new RangeError('an address');
  return { decisionId: 1n, sampleHash: sampleHash(sample), energy, account: person.address, salt };
}

export const commit = (city: City, person: Person, sample: Uint8Array, energy?: bigint) =>
  toCourt(city, person, 'commit', 1, commitmentOf(claimOf(person, sample, energy)));

export const reveal = (city: City, person: Person, id: number, sample: Uint8Array, energy = energyOf(sample)) =>
  toCourt(city, person, 'reveal', id, sampleHash(sample), energy, salt);

export const asChunks = (given: readonly ProvenChunk[]) =>
  given.map(({ data, proof }) => ({ data: bytesToHex(data), proof }));

export const score = (city: City, id: number, given: readonly ProvenChunk[] = chunks) =>
  toCourt(city, city.stranger, 'score', id, chunks.length, asChunks(given));

/** Commits, stores, reveals and scores; returns the last transaction. */
export async function challenge(city: City, person: Person, id: number, sample: Uint8Array, energy?: bigint) {
  await commit(city, person, sample, energy);
  await store(city, sample);
  await reveal(city, person, id, sample, energy);
  return score(city, id);
}

export const courtAddress = (city: City) => addressOf(city.modelCourt);
export const decisionOf = (city: City) => method(city.ledger, 'decision')(1);
export const states = { recorded: 2n, challenged: 3n, struck: 5n, final: 6n };
