import { as, deployCity, kinds, minimumWindow, noProfile } from './city.fixture.ts';
import { addressOf, type Contract, deploy, ethers, method, now } from './network.fixture.ts';
import { deployAccount, executeArguments, type Signer, slhDsaKey, slhDsaSigner } from './signing.fixture.ts';

type City = Awaited<ReturnType<typeof deployCity>>;

export interface CommitteeOptions {
  /** How many signers the committee has, and how many sign. */
  signers: number;
  threshold: number;
  /** Decisions that one signature records. */
  items: number;
}

/** Gas of the whole transaction in which a committee with SLH-DSA signers records decisions by one signed batch. */
export async function gasOfRecords({ signers, threshold, items }: CommitteeOptions): Promise<number> {
  const city = await deployCity();
  const verifier = await deploy('SlhDsaSha2128sVerifier');
  const made = Array.from({ length: signers }, () => slhDsaSigner(verifier, slhDsaKey()));
  const committee = await deployAccount(made, threshold);
  await method(as(city.registry, city.registrar), 'enrol')(addressOf(committee), kinds.operator, noProfile);
  const recordBy = (await now()) + 10_000;
  const calls = [];
  for (let id = 1; id <= items; id += 1) {
    calls.push({ target: addressOf(city.ledger), value: 0n, data: await requested(city, { id, committee, recordBy }) });
  }
  return await executed(committee, { calls, nonce: 1n << 64n, deadline: recordBy }, made.slice(0, threshold));
}

/** Requests a decision; the calldata that records it. */
async function requested(
  { ledger, agency }: City,
  { id, committee, recordBy }: { id: number; committee: Contract; recordBy: number },
): Promise<string> {
  const digests = { kind: ethers.id('k'), problem: ethers.id(`p${id}`), snapshot: ethers.id('s') };
  const terms = { ...digests, isRestricted: false, recordBy, challengeWindow: minimumWindow };
  await method(as(ledger, agency), 'request')({ ...terms, committee: addressOf(committee) });
  const hash = (name: string) => ethers.id(`${name}${id}`);
  const outcome = { report: hash('r'), modelRoot: hash('m'), sampleHash: hash('h'), energy: 2, bound: 1 };
  return ledger.interface.encodeFunctionData('record', [id, digests.problem, digests.snapshot, outcome]);
}

async function executed(
  account: Contract,
  batch: Parameters<typeof executeArguments>[1],
  signers: Signer[],
): Promise<number> {
  const sent = await method(account, 'execute')(...executeArguments(account, batch, signers));
  return Number((await sent.wait()).gasUsed);
}
