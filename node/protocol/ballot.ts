import {
  type Address,
  concatHex,
  domainSeparator,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  hashStruct,
  hashTypedData,
  keccak256,
  numberToHex,
  size,
  stringToHex,
  zeroHash,
} from 'viem';
import { mlDsaSignerBytes, type SignerSignature } from './call.ts';
import { nonceOf } from './call-nonce.ts';
import { cityGovernorAbi, type Support, supports } from './governance-abi.ts';

/** An agency's vote on a proposal. Its nonce is the first of the proposal's own lane, so each ballot counts once. */
export interface Ballot {
  proposalId: bigint;
  support: Support;
  /** The agency's account. */
  voter: Address;
  /** Salted hash of the reason (salted-text.ts); none is given where it is absent. */
  reasonHash?: Hex;
}

/** A ballot with the signatures of its account's signers. */
export interface SignedBallot extends Ballot {
  signatures: readonly SignerSignature[];
}

/** Where ballots are counted. */
export interface BallotBox {
  chainId: number;
  governor: Address;
}

const ballotFields = [
  { name: 'proposalId', type: 'uint256' },
  { name: 'support', type: 'uint8' },
  { name: 'voter', type: 'address' },
  { name: 'nonce', type: 'uint256' },
] as const;
/** Of a ballot with a reason, which is a hash written as text; params are empty (GovernorBallots.sol). */
const extendedFields = [
  ...ballotFields,
  { name: 'reason', type: 'string' },
  { name: 'params', type: 'bytes' },
] as const;
const domainFields = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
] as const;

/** Gas that a ballot may use for each signature of its account: a verification of SLH-DSA takes 0.6 million, of ML-DSA-65 1.4. */
const gasPerSignature = 1_000_000;
const gasPerMlDsaSignature = 2_000_000;
const proposalLaneBits = 192;

/** What the agency's signers sign: the ballot in the governor's domain, nested in their account's domain (ERC-7739, TypedDataSign). */
export function ballotDigest(box: BallotBox, ballot: Ballot): Hex {
  const common = { domain: governorDomain(box), primaryType: 'TypedDataSign' } as const;
  const account = {
    name: 'QDT ParticipantAccount',
    version: '1',
    chainId: BigInt(box.chainId),
    verifyingContract: ballot.voter,
    salt: zeroHash,
  } as const;
  const contents = contentsOf(ballot);
  const { reasonHash } = ballot;
  if (reasonHash === undefined) {
    const types = {
      TypedDataSign: [{ name: 'contents', type: 'Ballot' }, ...domainFields],
      Ballot: ballotFields,
    } as const;
    return hashTypedData({ ...common, types, message: { contents, ...account } });
  }
  const nested = [{ name: 'contents', type: 'ExtendedBallot' }, ...domainFields] as const;
  const types = { TypedDataSign: nested, ExtendedBallot: extendedFields } as const;
  return hashTypedData({
    ...common,
    types,
    message: { contents: { ...contents, ...reasonOf(reasonHash) }, ...account },
  });
}

/** Calldata that delivers ballots; a bad one is told by an event and does not undo the others. */
export function encodeBallots(box: BallotBox, ballots: readonly SignedBallot[]): Hex {
  const delivered = ballots.map((ballot) => ({
    proposalId: ballot.proposalId,
    support: supports.indexOf(ballot.support),
    voter: ballot.voter,
    reasonHash: ballot.reasonHash ?? zeroHash,
    signature: accountSignature(box, ballot),
  }));
  const most = Math.max(...ballots.map(gasOf));
  const args = [delivered, BigInt(most)] as const;
  return encodeFunctionData({ abi: cityGovernorAbi, functionName: 'castBallots', args });
}

function gasOf({ signatures }: Pick<SignedBallot, 'signatures'>): number {
  const each = signatures.map(({ signer }) =>
    size(signer) === mlDsaSignerBytes ? gasPerMlDsaSignature : gasPerSignature,
  );
  return each.reduce((sum, gas) => sum + gas, 0);
}

/** What the account's `isValidSignature` takes: signature, the governor's domain, the ballot's hash, its type and that type's length. */
function accountSignature(box: BallotBox, ballot: SignedBallot): Hex {
  const sorted = ballot.signatures.toSorted((a, b) => (keccak256(a.signer) < keccak256(b.signer) ? -1 : 1));
  const signature = encodeAbiParameters(
    [{ type: 'bytes[]' }, { type: 'bytes[]' }],
    [sorted.map(({ signer }) => signer), sorted.map((entry) => entry.signature)],
  );
  const domain = domainSeparator({ domain: governorDomain(box) });
  const { type, hash } = hashedContents(ballot);
  return concatHex([signature, domain, hash, stringToHex(type), numberToHex(type.length, { size: 2 })]);
}

function hashedContents(ballot: Ballot): { type: string; hash: Hex } {
  const data = contentsOf(ballot);
  const { reasonHash } = ballot;
  if (reasonHash === undefined) {
    const hash = hashStruct({ data, types: { Ballot: ballotFields }, primaryType: 'Ballot' });
    return { type: typeText('Ballot', ballotFields), hash };
  }
  const types = { ExtendedBallot: extendedFields };
  const hash = hashStruct({ data: { ...data, ...reasonOf(reasonHash) }, types, primaryType: 'ExtendedBallot' });
  return { type: typeText('ExtendedBallot', extendedFields), hash };
}

function reasonOf(reasonHash: Hex) {
  return { reason: reasonHash, params: '0x' } as const;
}

/** EIP-712, encodeType. */
function typeText(name: string, fields: readonly { name: string; type: string }[]): string {
  return `${name}(${fields.map((field) => `${field.type} ${field.name}`).join(',')})`;
}

/** OpenZeppelin, GovernorNoncesKeyed: the lane is the low 192 bits of the proposal's id. */
function contentsOf({ proposalId, support, voter }: Ballot) {
  const nonce = nonceOf(BigInt.asUintN(proposalLaneBits, proposalId));
  return { proposalId, support: supports.indexOf(support), voter, nonce };
}

function governorDomain({ chainId, governor }: BallotBox) {
  return { name: 'QDT CityGovernor', version: '1', chainId, verifyingContract: governor } as const;
}
