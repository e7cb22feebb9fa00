import { type Hex, parseEventLogs } from 'viem';
import type { Chain } from '../chain/chain.ts';
import { createChainClient } from '../chain/contracts.ts';
import { ballotDigest, encodeBallots, type SignedBallot } from '../protocol/ballot.ts';
import { ofOneAlgorithm } from '../protocol/call.ts';
import { NodeError } from '../protocol/errors.ts';
import { cityGovernorAbi } from '../protocol/governance-abi.ts';
import type { SignatureEngine } from '../protocol/signatures/engine.ts';
import { requireAccount, requireSignatures } from './call-checks.ts';
import type { Relay } from './calls.ts';
import type { ParticipantsTable } from './participants-table.ts';
import type { Proposals } from './proposals.ts';

export interface BallotsOptions {
  chain: Chain;
  proposals: Proposals;
  participants: ParticipantsTable;
  relay: Relay;
  engine: SignatureEngine;
  /** Throws 'ALGORITHM_NOT_USABLE'. */
  requireUsable: (signer: Hex) => void;
  indexed: (blockNumber: number) => Promise<void>;
}

export interface DeliveredBallots {
  transactionHash: Hex;
  counted: number;
}

export interface Ballots {
  /** Delivers ballots in one transaction, once each was found good. Nothing is kept of a refused one, nor of those beside it. */
  cast(ballots: readonly SignedBallot[]): Promise<DeliveredBallots>;
}

/**
 * Ballots that agencies signed and anybody hands in. What is cheap to refuse is refused before a signature is verified, and
 * every signature is verified here before the chain is asked to. Throws 'BALLOT_DUPLICATE', 'PROPOSAL_UNKNOWN',
 * 'PROPOSAL_NOT_ACTIVE', 'BALLOT_CAST_ALREADY', 'ACCOUNT_UNKNOWN', 'SEAT_MISSING', 'SIGNATURES_TOO_FEW', 'SIGNER_DUPLICATE',
 * 'SIGNER_UNKNOWN', 'SIGNATURE_INVALID', 'CALL_REVERTED'.
 */
export function createBallots({
  chain,
  proposals,
  participants,
  relay,
  engine,
  requireUsable,
  indexed,
}: BallotsOptions): Ballots {
  const box = { chainId: chain.chainId, governor: chain.contracts.governor };
  const client = createChainClient(chain);
  const asked = { address: box.governor, abi: cityGovernorAbi, blockTag: 'pending' } as const;

  async function requireOpen({ proposalId, voter }: SignedBallot): Promise<void> {
    const proposal = await proposals.get(String(proposalId));
    if (proposal === undefined) throw new NodeError('PROPOSAL_UNKNOWN', { field: 'proposalId', id: proposalId });
    const { state, voteStart } = proposal;
    if (state !== 'ACTIVE') throw new NodeError('PROPOSAL_NOT_ACTIVE', { id: proposalId, state });
    if (await client.readContract({ ...asked, functionName: 'hasVoted', args: [proposalId, voter] }))
      throw new NodeError('BALLOT_CAST_ALREADY', { id: proposalId, voter });
    const votes = await client.readContract({ ...asked, functionName: 'getVotes', args: [voter, BigInt(voteStart)] });
    if (votes === 0n) throw new NodeError('SEAT_MISSING', { voter, timepoint: voteStart });
  }

  function requireSigned(ballot: SignedBallot): void {
    const known = requireAccount(participants, ballot.voter);
    const { length } = ballot.signatures;
    if (length < known.threshold)
      throw new NodeError('SIGNATURES_TOO_FEW', { voter: ballot.voter, given: length, threshold: known.threshold });
    if (ofOneAlgorithm(ballot.signatures).length !== length)
      throw new NodeError('SIGNATURES_OF_TWO_ALGORITHMS', { voter: ballot.voter });
    for (const { signer } of ballot.signatures) requireUsable(signer);
    requireSignatures(engine, known, ballotDigest(box, ballot), ballot.signatures);
  }

  return {
    async cast(ballots) {
      requireDistinct(ballots);
      for (const ballot of ballots) await requireOpen(ballot);
      for (const ballot of ballots) requireSigned(ballot);
      const receipt = await relay.send({ to: box.governor, data: encodeBallots(box, ballots) });
      await indexed(Number(receipt.blockNumber));
      const cast = parseEventLogs({ abi: cityGovernorAbi, logs: receipt.logs, eventName: 'VoteCast' });
      return { transactionHash: receipt.transactionHash, counted: cast.length };
    },
  };
}

function requireDistinct(ballots: readonly SignedBallot[]): void {
  const seen = new Set<string>();
  for (const { proposalId, voter } of ballots) {
    const name = `${proposalId} ${voter.toLowerCase()}`;
    if (seen.has(name)) throw new NodeError('BALLOT_DUPLICATE', { id: proposalId, voter });
    seen.add(name);
  }
}
