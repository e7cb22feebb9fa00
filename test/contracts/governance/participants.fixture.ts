import { addressOf, type Contract, ethers, method, now } from '../network.fixture.ts';
import { type Call, executeArguments, type Signer, stubSigner } from '../signing.fixture.ts';

/** An account with its one signer. Acts by signed batches that a stranger relays. */
export interface Participant {
  account: Contract;
  address: string;
  signer: Signer;
  /** Signers of other algorithms, each of which suffices too. */
  spares: readonly Signer[];
}

export type SignerMaker = (verifier: Contract, name: string) => Signer;

let lane = 0n;

export async function createParticipant(
  factory: Contract,
  verifier: Contract,
  name: string,
  makeSigner: SignerMaker = stubSigner,
  others: readonly Contract[] = [],
): Promise<Participant> {
  const signer = makeSigner(verifier, name);
  const spares = others.map((other) => stubSigner(other, name));
  const args = [[signer, ...spares].map((one) => one.signer), 1, ethers.id(name)] as const;
  const address: string = await method(factory, 'predict')(...args);
  await method(factory, 'create')(...args);
  return { account: await ethers.getContractAt('ParticipantAccount', address), address, signer, spares };
}

/** The same participant, signing with the first other algorithm. */
export function spared(participant: Participant): Participant {
  const [signer] = participant.spares;
  if (signer === undefined) throw new RangeError('a participant with two algorithms');
  return { ...participant, signer };
}

/** A call of a batch, from a contract's function and its arguments. */
export function call(contract: Contract, name: string, ...args: unknown[]): Call {
  return { target: addressOf(contract), value: 0n, data: contract.interface.encodeFunctionData(name, args) };
}

/** One signed batch of `participant`, sent by the relay, which has no authority. */
export async function act(participant: Participant, ...calls: Call[]) {
  lane += 1n;
  const batch = { calls, nonce: lane << 64n, deadline: (await now()) + 86_400 };
  return method(participant.account, 'execute')(...executeArguments(participant.account, batch, [participant.signer]));
}
