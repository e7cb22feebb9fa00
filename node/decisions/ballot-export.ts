import { type Address, type Hex, isAddressEqual, keccak256, parseEventLogs } from 'viem';
import type { Chain } from '../chain/chain.ts';
import { createChainClient } from '../chain/contracts.ts';
import type { BallotRow, ProposalsTable } from '../governance/proposals-table.ts';
import type { TextsTable } from '../governance/texts-table.ts';
import { keySlots } from '../protocol/account-storage.ts';
import type { BallotsFile, CastBallot } from '../protocol/ballots-file/format.ts';
import { carriedBallots } from '../protocol/ballots-file/signed-ballots.ts';
import { NodeError } from '../protocol/errors.ts';
import { cityGovernorAbi } from '../protocol/governance-abi.ts';
import { readHeaders } from './receipt-headers.ts';
import { createChainProofs } from './receipt-proofs.ts';
import { lowerCase, readAccountProof } from './receipt-state.ts';

export interface BallotExportOptions {
  chain: Pick<Chain, 'chainId' | 'contracts' | 'request' | 'blockTransactions'>;
  proposals: Pick<ProposalsTable, 'get' | 'ballotsOf'>;
  texts: Pick<TextsTable, 'get'>;
}

/** An agency's newest ballots with all their evidence; reads only. Throws 'PROPOSAL_UNKNOWN', 'BALLOT_NOT_CARRIED'. */
export async function exportBallots(
  { chain, proposals, texts }: BallotExportOptions,
  { voter, limit }: { voter: Address; limit: number },
): Promise<BallotsFile> {
  const { chainId } = chain;
  const governor = lowerCase(chain.contracts.governor);
  const client = createChainClient(chain);
  const proofs = createChainProofs(chain);

  async function castBallot(row: BallotRow): Promise<CastBallot> {
    const place = await placeOf(row);
    const { blockNumber, transactionIndex } = place;
    const headers = await readHeaders(chain, blockNumber - 1, blockNumber);
    const raw = (await chain.blockTransactions(blockNumber))[transactionIndex] ?? '0x';
    const signers = signersIn(raw, row);
    const keys = { address: row.voter, slots: keySlots(signers), blockNumber: blockNumber - 1 };
    return {
      proposal: proposalOf(row.proposal),
      support: row.support,
      ...reasonOf(row.reasonHash),
      castAt: row.castAt,
      transactionHash: row.transactionHash,
      blockHash: keccak256(headers[1] ?? '0x'),
      headers,
      event: await proofs.event(place),
      call: {
        transactionProof: await proofs.transaction(blockNumber, transactionIndex),
        keys: await readAccountProof(chain, keys),
      },
    };
  }

  async function placeOf({ transactionHash, voter: by, proposal }: BallotRow) {
    const { logs, blockNumber, transactionIndex } = await client.getTransactionReceipt({ hash: transactionHash });
    const ours = logs.filter(({ address }) => isAddressEqual(address, governor));
    const cast = parseEventLogs({ abi: cityGovernorAbi, logs: ours, eventName: 'VoteCast' }).find(
      ({ args }) => isAddressEqual(args.voter, by) && String(args.proposalId) === proposal,
    );
    if (cast === undefined) throw new NodeError('BALLOT_NOT_CARRIED', { transactionHash });
    return { blockNumber: Number(blockNumber), transactionIndex, transactionHash, blockLogIndex: cast.logIndex };
  }

  function signersIn(raw: Hex, { proposal, voter: by, support, reasonHash, transactionHash }: BallotRow): Hex[] {
    const carried = carriedBallots(raw, { chainId, governor }).find(({ ballot }) => {
      const isSame = String(ballot.proposalId) === proposal && isAddressEqual(ballot.voter, by);
      return isSame && ballot.support === support && ballot.reasonHash === reasonHash;
    });
    if (carried === undefined) throw new NodeError('BALLOT_NOT_CARRIED', { transactionHash });
    return carried.signatures.map(({ signer }) => signer);
  }

  function proposalOf(id: string): CastBallot['proposal'] {
    const row = proposals.get(id);
    if (row === undefined) throw new NodeError('PROPOSAL_UNKNOWN', { id });
    const calls = row.calls.map(({ target, value, data }) => ({
      target: lowerCase(target),
      value,
      data: lowerCase(data),
    }));
    return { id: BigInt(id), calls, description: row.description };
  }

  function reasonOf(reasonHash: Hex | undefined): Pick<CastBallot, 'reasonHash' | 'reason'> {
    if (reasonHash === undefined) return {};
    const { text, salt } = texts.get(reasonHash) ?? {};
    return { reasonHash, ...(text === undefined || salt === undefined ? {} : { reason: { text, salt } }) };
  }

  const ballots: CastBallot[] = [];
  for (const row of proposals.ballotsOf(voter, limit)) ballots.push(await castBallot(row));
  return { format: 'qdt-ballots/1', chainId, governor, voter: lowerCase(voter), ballots };
}
