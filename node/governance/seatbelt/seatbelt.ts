import { keccak256, stringToHex } from 'viem';
import type { Chain } from '../../chain/chain.ts';
import { field, hexValue } from '../../chain/rpc-values.ts';
import type { Call } from '../../protocol/call.ts';
import { NodeError } from '../../protocol/errors.ts';
import { type ProposalContent, proposalIdOf } from '../../protocol/proposal.ts';
import { type PolicyState, stateAfter } from '../../protocol/seatbelt/policy-state.ts';
import { replayAccess } from '../../protocol/seatbelt/replay-access.ts';
import type { RunOutcome } from '../../protocol/seatbelt/run.ts';
import type { Participants } from '../participants.ts';
import type { ProposalRow, ProposalsTable } from '../proposals-table.ts';
import type { AccessHistory } from './access-history.ts';
import { readExecuted } from './executed.ts';
import { runCopy } from './run-copy.ts';
import { type SeatbeltView, type Speaking, type Tried, tellExecuted, tellOutcome } from './seatbelt-view.ts';
import { createTurns } from './turns.ts';

export interface SeatbeltOptions {
  chain: Pick<Chain, 'chainId' | 'contracts' | 'request' | 'status'>;
  proposals: Pick<ProposalsTable, 'get'>;
  participants: Pick<Participants, 'list'>;
  history: AccessHistory;
  /** Unix seconds. */
  clock: () => number;
}

export interface Seatbelt {
  /**
   * What a proposal would change, found by carrying it out on a copy of the state, and which verdicts of the last days
   * would be other ones. Throws PROPOSAL_UNKNOWN, SEATBELT_BUSY, SEATBELT_TOO_LARGE, SEATBELT_TOO_SLOW, SEATBELT_STOPPED.
   */
  ofProposal(id: string, days: number, signal: AbortSignal): Promise<SeatbeltView>;
  /** The same for calls that nobody has proposed. Throws PROPOSAL_INVALID too. */
  ofDraft(calls: readonly Call[], days: number, signal: AbortSignal): Promise<SeatbeltView>;
  /** Ends what runs; later questions throw SEATBELT_STOPPED. */
  stop(): void;
}

const daySeconds = 86_400;
/** Copies that run at once, and that wait; each takes a processor for a few seconds. */
const [mostRunning, mostWaiting] = [2, 8];
const mostKept = 32;
/** No more fits a transaction that a node of the chain takes into its pool. */
const mostBytes = 131_072;

export function createSeatbelt({ chain, proposals, participants, history, clock }: SeatbeltOptions): Seatbelt {
  const turns = createTurns(mostRunning, mostWaiting);
  const stopping = new AbortController();
  /** Outcomes by proposal and block: on the same state the same calls do the same. */
  const kept = new Map<string, RunOutcome>();

  async function speaking(): Promise<Speaking> {
    const named = (await participants.list()).flatMap(({ account, name }): [string, string][] =>
      name === undefined ? [] : [[account.toLowerCase(), name]],
    );
    return { contracts: chain.contracts, names: new Map(named) };
  }

  async function run(content: ProposalContent, blockNumber: number, asked: AbortSignal): Promise<RunOutcome> {
    const key = `${proposalIdOf(content)} ${blockNumber}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const signal = AbortSignal.any([asked, stopping.signal]);
    const now = Math.floor(clock());
    const outcome = await turns.take(signal, () => runCopy({ chain, content, blockNumber, now, signal }));
    kept.set(key, outcome);
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) kept.delete(oldest);
    return outcome;
  }

  async function tryOut(
    { isDraft, ...content }: Tried & ProposalContent,
    days: number,
    signal: AbortSignal,
  ): Promise<SeatbeltView> {
    const block = await headOf(chain);
    const outcome = await run(content, block.number, signal);
    const said = tellOutcome(outcome, { ...content, isDraft }, await speaking());
    const at = outcome.kind === 'carried-out' ? outcome.after.time : Math.floor(clock());
    const before = history.stateAt(at);
    const after = outcome.kind === 'carried-out' ? stateAfter(before, outcome.before, outcome.after) : before;
    return { block, ...said, replay: replay(before, after, at, days) };
  }

  async function told(row: ProposalRow, executedAt: number, days: number): Promise<SeatbeltView> {
    const said = tellExecuted(await readExecuted(chain, row), executedAt, await speaking());
    const [before, after] = [history.stateAt(executedAt - 1), history.stateAt(executedAt)];
    return { block: await headOf(chain), ...said, replay: replay(before, after, executedAt, days) };
  }

  function replay(before: PolicyState, after: PolicyState, at: number, days: number): SeatbeltView['replay'] {
    const from = Math.max(0, Math.floor(clock()) - days * daySeconds);
    const { flips, ...rest } = replayAccess(history.since(from), before, after, at);
    return { ...rest, from, flips: [...flips] };
  }

  return {
    async ofProposal(id, days, signal) {
      const row = proposals.get(id);
      if (row === undefined) throw new NodeError('PROPOSAL_UNKNOWN', { field: 'id', id });
      const { executedAt } = row;
      const view =
        executedAt === undefined
          ? await tryOut({ ...row, isDraft: false }, days, signal)
          : await told(row, executedAt, days);
      return { proposalId: id, ...view };
    },
    async ofDraft(calls, days, signal) {
      requireCalls(calls);
      return tryOut({ calls, description: keccak256(stringToHex('draft')), isDraft: true }, days, signal);
    },
    stop: () => stopping.abort(),
  };
}

function requireCalls(calls: readonly Call[]): void {
  const bytes = calls.reduce((sum, { data }) => sum + data.length / 2 - 1, 0);
  const rule = calls.length === 0 ? 'are one or more' : `have at most ${mostBytes} bytes of data`;
  if (calls.length === 0 || bytes > mostBytes) throw new NodeError('PROPOSAL_INVALID', { field: 'calls', rule, bytes });
}

async function headOf(chain: SeatbeltOptions['chain']): Promise<SeatbeltView['block']> {
  const number = chain.status().headNumber;
  const block = await chain.request('eth_getBlockByNumber', [`0x${number.toString(16)}`, false]);
  return { number, hash: hexValue(field(block, 'hash'), 'hash') };
}
