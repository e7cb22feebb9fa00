import {
  type Address,
  decodeAbiParameters,
  decodeFunctionData,
  type Hex,
  isAddressEqual,
  isHash,
  parseTransaction,
  zeroHash,
} from 'viem';
import { type Ballot, ballotDigest } from '../ballot.ts';
import { batchDigest, type SignerSignature } from '../call.ts';
import { NodeError } from '../errors.ts';
import { cityGovernorAbi, supports } from '../governance-abi.ts';
import { callsTo, readSignedCall } from '../signed-call.ts';

/** A ballot as a transaction carried it: what was signed for it, and by whom. */
export interface CarriedBallot {
  readonly ballot: Ballot;
  /** What the signatures are over: the ballot's own digest, or that of a batch in which the account votes by itself. */
  readonly digest: Hex;
  readonly signatures: readonly SignerSignature[];
}

/** Where the ballots of one chain are counted. */
interface Box {
  chainId: number;
  governor: Address;
}

/** The ballots in a raw transaction, delivered to the governor or cast by an account's own call. 'BALLOT_NOT_CARRIED' where it has none. */
export function carriedBallots(raw: Hex, box: Box): CarriedBallot[] {
  const { to, data = '0x', chainId } = parseTransaction(raw);
  if (chainId !== undefined && chainId !== box.chainId)
    throw new NodeError('BALLOT_OF_OTHER_CHAIN', { chainId, expected: box.chainId });
  if (to === undefined || to === null) throw new NodeError('BALLOT_NOT_CARRIED');
  return isAddressEqual(to, box.governor) ? delivered(data, box) : castByCall(raw, box);
}

function delivered(data: Hex, box: Box): CarriedBallot[] {
  const { functionName, args } = decodeFunctionData({ abi: cityGovernorAbi, data });
  if (functionName === 'castBallots') return args[0].map((one) => carried(one, one.signature, box));
  if (functionName === 'castVoteBySig') {
    const [proposalId, support, voter, signature] = args;
    return [carried({ proposalId, support, voter, reasonHash: zeroHash }, signature, box)];
  }
  if (functionName === 'castVoteWithReasonAndParamsBySig') {
    const [proposalId, support, voter, reason, , signature] = args;
    return [carried({ proposalId, support, voter, reasonHash: isHash(reason) ? reason : zeroHash }, signature, box)];
  }
  throw new NodeError('BALLOT_NOT_CARRIED', { functionName });
}

interface Cast {
  proposalId: bigint;
  support: number;
  voter: Address;
  reasonHash: Hex;
}

function carried(cast: Cast, signature: Hex, box: Box): CarriedBallot {
  const ballot = ballotOf(cast);
  return { ballot, digest: ballotDigest(box, ballot), signatures: pairs(signature) };
}

function castByCall(raw: Hex, box: Box): CarriedBallot[] {
  const signed = readSignedCall(raw);
  const { batch, signatures } = signed;
  const digest = batchDigest(box.chainId, batch);
  return callsTo(signed, box.governor).flatMap((data) => {
    const cast = ownVote(data, batch.account);
    return cast === undefined ? [] : [{ ballot: ballotOf(cast), digest, signatures }];
  });
}

function ownVote(data: Hex, voter: Address): Cast | undefined {
  const call = governorCall(data);
  if (call?.functionName === 'castVote') {
    const [proposalId, support] = call.args;
    return { proposalId, support, voter, reasonHash: zeroHash };
  }
  if (call?.functionName !== 'castVoteWithReason' && call?.functionName !== 'castVoteWithReasonAndParams')
    return undefined;
  const [proposalId, support, reason] = call.args;
  return { proposalId, support, voter, reasonHash: isHash(reason) ? reason : zeroHash };
}

/** Undefined for data that calls no function of the governor. */
function governorCall(data: Hex) {
  try {
    return decodeFunctionData({ abi: cityGovernorAbi, data });
  } catch {
    return undefined;
  }
}

function ballotOf({ proposalId, support, voter, reasonHash }: Cast): Ballot {
  const word = supports[support];
  if (word === undefined) throw new NodeError('BALLOT_NOT_CARRIED', { support });
  return { proposalId, support: word, voter, ...(reasonHash === zeroHash ? {} : { reasonHash }) };
}

/** The account's signature begins with its signers and their signatures (ballot.ts); none where it does not, as beside a bad ballot. */
function pairs(signature: Hex): SignerSignature[] {
  try {
    const [signers, signatures] = decodeAbiParameters([{ type: 'bytes[]' }, { type: 'bytes[]' }], signature);
    return signers.map((signer, index) => ({ signer, signature: signatures[index] ?? '0x' }));
  } catch {
    return [];
  }
}
