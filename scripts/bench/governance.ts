import { id } from 'ethers';
import { noProfile } from '../../test/contracts/city.fixture.ts';
import { type GovernedCity, postQuantumCity } from '../../test/contracts/governance/city.fixture.ts';
import {
  act,
  call,
  createParticipant,
  type Participant,
} from '../../test/contracts/governance/participants.fixture.ts';
import {
  ballotGas,
  enact,
  proposalOf,
  propose,
  proposeCall,
  signBallot,
  signedBallot,
  support,
} from '../../test/contracts/governance/voting.fixture.ts';
import { method, networkHelpers } from '../../test/contracts/network.fixture.ts';
import { slhDsaKey, slhDsaSigner } from '../../test/contracts/signing.fixture.ts';
import { compileContracts } from '../compile.ts';
import { run as verdicts } from './policy.ts';
import { replayRate } from './replay.ts';
import { type BenchOptions, type BenchResult, measured, median } from './result.ts';

/** Gas cap of a transaction (EIP-7825), and the most bytes that geth's pool takes. */
const transactionGas = 16_777_216;
const transactionBytes = 131_072;

interface Sent {
  data: string;
  wait(): Promise<{ gasUsed: bigint } | null>;
}

/** What ballots with SLH-DSA-SHA2-128s signatures cost on chain (about fifty signatures, 0.3 s each), verdicts, and the seatbelt's replay. */
export async function run({ quick, tell }: BenchOptions): Promise<BenchResult[]> {
  await compileContracts(tell);
  tell('Founding a city whose fifteen agencies sign with SLH-DSA-SHA2-128s.');
  const city = await postQuantumCity();
  const agencies = [...city.agencies, ...(await seatMore(city, 12))];
  tell('Casting ballots alone and in batches.');
  const runs = quick ? 1 : 5;
  return [
    await ballotsAlone(city, agencies.slice(0, runs)),
    ...(await ballotsTogether(city, agencies.slice(0, 8))),
    ...(await ballotsTogether(city, agencies)),
    ...(await ballotsOfOne(city, 8)),
    ...(await ballotsOfOne(city, 32)),
    ...(await replayRate(quick, tell)),
    ...(await verdicts({ quick, tell })),
  ];
}

async function seatMore(city: GovernedCity, count: number): Promise<Participant[]> {
  const more: Participant[] = [];
  for (let index = 0; index < count; index += 1) {
    const signer = () => slhDsaSigner(city.verifier, slhDsaKey());
    more.push(await createParticipant(city.factory, city.verifier, `agency ${index}`, signer));
  }
  const seat = ({ address }: Participant) => [
    call(city.registry, 'enrolAgency', address, noProfile),
    call(city.seats, 'grantSeat', address),
  ];
  await enact(city, more.flatMap(seat), id('more seats'));
  return more;
}

function changeNothing({ governor }: GovernedCity, name: string): Parameters<typeof proposalOf> {
  return [[call(governor, 'setVotingDelay', 10)], id(name)];
}

async function ballotsAlone(city: GovernedCity, voters: Participant[]): Promise<BenchResult> {
  const nothing = changeNothing(city, 'alone');
  const { id: proposal } = proposalOf(...nothing);
  const signed = voters.map((voter) => ({
    voter,
    signature: signBallot(city.governor, { voter, proposal, support: support.inFavour }),
  }));
  await propose(city, ...nothing);
  const gas: number[] = [];
  for (const { voter, signature } of signed) {
    gas.push(await gasOf(method(city.governor, 'castVoteBySig')(proposal, support.inFavour, voter.address, signature)));
  }
  return measured('governance.ballot.alone', median(gas), 'gas', { atMost: 1_000_000 }, gas.length);
}

/** Ballots of several agencies on one proposal, in one transaction. */
async function ballotsTogether(city: GovernedCity, voters: Participant[]): Promise<BenchResult[]> {
  const count = voters.length;
  const nothing = changeNothing(city, `batch of ${count}`);
  const { id: proposal } = proposalOf(...nothing);
  // Before the vote begins: it does not wait for a machine under load.
  const ballots = voters.map((voter) => signedBallot(city.governor, { voter, proposal, support: support.inFavour }));
  await propose(city, ...nothing);
  const sent: Sent = await method(city.governor, 'castBallots')(ballots, ballotGas);
  const gas = await gasOf(Promise.resolve(sent));
  const [, inFavour] = await method(city.governor, 'proposalVotes')(proposal);
  if (inFavour !== BigInt(count)) throw new Error(`${inFavour} of ${count} ballots were counted`);
  const name = `governance.ballots.${count}-agencies`;
  return [
    measured(name, gas, 'gas', { atMost: transactionGas }, count),
    measured(`${name}.each`, gas / count, 'gas', { atMost: 1_000_000 }, count),
    measured(`${name}.calldata`, sent.data.length / 2 - 1, 'bytes', { atMost: transactionBytes }, count),
  ];
}

/** Ballots of one agency on many proposals, by one signature over a batch of its account. */
async function ballotsOfOne(city: GovernedCity, count: number): Promise<BenchResult[]> {
  const [agency] = city.agencies;
  const proposals = Array.from({ length: count }, (_, index) => {
    return proposalOf([call(city.governor, 'setVotingDelay', 10)], id(`${index} of ${count}`));
  });
  await act(agency, ...proposals.map((proposal) => proposeCall(city, proposal)));
  await networkHelpers.time.increase(11);
  const ballots = proposals.map((proposal) => call(city.governor, 'castVote', proposal.id, support.inFavour));
  const gas = await gasOf(act(agency, ...ballots));
  const name = `governance.ballots.one-agency-${count}`;
  return [
    measured(name, gas, 'gas', { atMost: transactionGas }, count),
    measured(`${name}.each`, gas / count, 'gas', { atMost: 250_000 }, count),
  ];
}

async function gasOf(sending: Promise<Sent>): Promise<number> {
  const receipt = await (await sending).wait();
  return Number(receipt?.gasUsed ?? Number.NaN);
}
