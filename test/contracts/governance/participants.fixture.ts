import { addressOf, type Contract, ethers, method, now } from '../network.fixture.ts';
import { type Call, executeArguments, type Signer, stubSigner } from '../signing.fixture.ts';

/** An account with its one signer. Acts by signed batches that a stranger relays. */
export interface Participant {
  account: Contract;
  address: string;
  signer: Signer;
}

export type SignerMaker = (verifier: Contract, name: string) => Signer;

let lane = 0n;

export async function createParticipant(
  factory: Contract,
  verifier: Contract,
  name: string,
  makeSigner: SignerMaker = stubSigner,
): Promise<Participant> {
  const signer = makeSigner(verifier, name);
  const args = [[signer.signer], 1, ethers.id(name)] as const;
  const address: string = await method(factory, 'predict')(...args);
  await method(factory, 'create')(...args);
  return { account: await ethers.getContractAt('ParticipantAccount', address), address, signer };
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
