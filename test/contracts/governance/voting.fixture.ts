import { AbiCoder, concat, id, keccak256, TypedDataEncoder, toBeHex, toUtf8Bytes, ZeroHash } from 'ethers';
import { addressOf, type Contract, method, networkHelpers } from '../network.fixture.ts';
import { accountDomain, type Call, encodeSignatures } from '../signing.fixture.ts';
import { type GovernedCity, settings, timelockDelay } from './city.fixture.ts';
import { act, call, type Participant } from './participants.fixture.ts';

/** Gas that each ballot of a batch may use; enough for one SLH-DSA signature. */
export const ballotGas = 1_000_000n;
export const support = { against: 0, inFavour: 1, abstain: 2 } as const;
/** IGovernor.ProposalState. */
export const states = { pending: 0n, active: 1n, canceled: 2n, defeated: 3n, succeeded: 4n, queued: 5n, executed: 7n };

/** The arguments of queue, execute, cancel and veto; the description is a hash, written as text. */
export interface Proposal {
  id: bigint;
  content: [targets: string[], values: bigint[], calldatas: string[], descriptionHash: string];
  description: string;
}

/** One agency's ballot; the reason is a salted hash. */
export interface Ballot {
  voter: Participant;
  proposal: bigint;
  support: number;
  reasonHash?: string;
  /** The nonce that is signed, when it is not the right one. */
  nonce?: bigint;
}

const chainId = 31337;
const ballotFields = [
  { name: 'proposalId', type: 'uint256' },
  { name: 'support', type: 'uint8' },
  { name: 'voter', type: 'address' },
  { name: 'nonce', type: 'uint256' },
];
const extendedFields = [...ballotFields, { name: 'reason', type: 'string' }, { name: 'params', type: 'bytes' }];
const domainFields = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
];

export function proposalOf(calls: Call[], description = id('why')): Proposal {
  const descriptionHash = keccak256(toUtf8Bytes(description));
  const content: Proposal['content'] = [
    calls.map(({ target }) => target),
    calls.map(({ value }) => value),
    calls.map(({ data }) => data),
    descriptionHash,
  ];
  const types = ['address[]', 'uint256[]', 'bytes[]', 'bytes32'];
  return { id: BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(types, content))), content, description };
}

/** The call by which an agency proposes. */
export function proposeCall(city: GovernedCity, { content, description }: Proposal): Call {
  const [targets, values, calldatas] = content;
  return call(city.governor, 'propose', targets, values, calldatas, description);
}

/** Proposes, and waits until ballots are taken. */
export async function propose(
  city: GovernedCity,
  calls: Call[],
  description?: string,
  proposer = city.agencies[0],
): Promise<Proposal> {
  const proposal = proposalOf(calls, description);
  await act(proposer, proposeCall(city, proposal));
  await networkHelpers.time.increase(settings.votingDelay + 1);
  return proposal;
}

/** Nonces are keyed: the low 192 bits of the proposal's id, then 64 bits that count. */
export function ballotNonce(proposal: bigint, count = 0n): bigint {
  return (BigInt.asUintN(192, proposal) << 64n) | count;
}

/** What the agency's signer signs, nested in the account's domain (ERC-7739), as the account verifies it (ERC-1271). */
export function signBallot(governor: Contract, ballot: Ballot): string {
  const { voter, proposal, reasonHash } = ballot;
  const nonce = ballot.nonce ?? ballotNonce(proposal);
  const plain = { proposalId: proposal, support: ballot.support, voter: voter.address, nonce };
  const [name, fields, contents] =
    reasonHash === undefined
      ? (['Ballot', ballotFields, plain] as const)
      : (['ExtendedBallot', extendedFields, { ...plain, reason: reasonHash, params: '0x' }] as const);
  const domain = { name: 'QDT CityGovernor', version: '1', chainId, verifyingContract: addressOf(governor) };
  const types = { [name]: [...fields] };
  const nestedTypes = { TypedDataSign: [{ name: 'contents', type: name }, ...domainFields], ...types };
  const nested = { contents, ...accountDomain(voter.account, chainId), salt: ZeroHash };
  const signature = encodeSignatures([voter.signer], TypedDataEncoder.hash(domain, nestedTypes, nested));
  const description = toUtf8Bytes(TypedDataEncoder.from(types).encodeType(name));
  return concat([
    signature,
    TypedDataEncoder.hashDomain(domain),
    TypedDataEncoder.hashStruct(name, types, contents),
    description,
    toBeHex(description.length, 2),
  ]);
}

/** A ballot as `castBallots` takes it. */
export function signedBallot(governor: Contract, ballot: Ballot) {
  const { proposal, voter, reasonHash } = ballot;
  return {
    proposalId: proposal,
    support: ballot.support,
    voter: voter.address,
    reasonHash: reasonHash ?? ZeroHash,
    signature: signBallot(governor, ballot),
  };
}

/** The voters' ballots in one transaction of the relay. */
export async function vote(
  city: GovernedCity,
  { id: proposal }: Proposal,
  voters: Participant[],
  word: number = support.inFavour,
) {
  const ballots = voters.map((voter) => signedBallot(city.governor, { voter, proposal, support: word }));
  return method(city.governor, 'castBallots')(ballots, ballotGas);
}

/** Lets the voting period end, queues, and waits until the proposal may be executed. */
export async function queue(city: GovernedCity, { content }: Proposal): Promise<void> {
  await networkHelpers.time.increase(settings.votingPeriod + settings.lateQuorumExtension);
  await method(city.governor, 'queue')(...content);
  await networkHelpers.time.increase(timelockDelay);
}

/** From proposal to execution: all agencies are in favour. */
export async function enact(city: GovernedCity, calls: Call[], description?: string): Promise<Proposal> {
  const proposal = await propose(city, calls, description);
  await vote(city, proposal, city.agencies);
  await queue(city, proposal);
  await method(city.governor, 'execute')(...proposal.content);
  return proposal;
}

export async function stateOf(city: GovernedCity, { id: proposal }: Proposal): Promise<bigint> {
  return method(city.governor, 'state')(proposal);
}
