import { type Address, decodeFunctionData, type Hex } from 'viem';
import type { Call } from '../protocol/call.ts';
import { cityGovernorAbi } from '../protocol/governance-abi.ts';
import { callsOf, proposalIdOf } from '../protocol/proposal.ts';
import type { CallsTable } from './calls-table.ts';
import type { ProposalsTable } from './proposals-table.ts';
import type { About, TextKind } from './texts-table.ts';

/** Something that can be asked about. */
export interface Subject {
  /** Whose it is to answer. */
  asked: Address;
  /** Within how many seconds, where a policy in force says so. */
  answerWithinSeconds?: number;
}

/** What texts may be about, and which hashes stand on chain for a text. */
export interface Subjects {
  /** Undefined where there is no such thing, or where nobody is asked about it. */
  subject(about: About): Promise<Subject | undefined>;
  /** Who may give the text of this kind to a hash; undefined where it does not stand on chain about that. */
  authorOf(kind: TextKind, about: About, hash: Hex): Address | undefined;
}

export interface SubjectsOptions {
  governor: Address;
  proposals: Pick<ProposalsTable, 'get' | 'ballots'>;
  calls: Pick<CallsTable, 'list'>;
  decision: (id: number) => Promise<Subject | undefined>;
  policy: (id: string) => Promise<Subject | undefined>;
}

/** Calls that wait are looked through, the newest first. */
const mostWaiting = 200;

export function createSubjects({ governor, proposals, calls, decision, policy }: SubjectsOptions): Subjects {
  function proposalTextBy(id: string, hash: Hex): { title?: Address; reason?: Address } {
    const proposal = proposals.get(id);
    if (proposal === undefined) return {};
    const { description, proposer, guardian, vetoReason } = proposal;
    return {
      ...(description === hash ? { title: proposer } : {}),
      ...(guardian !== undefined && vetoReason === hash ? { reason: guardian } : {}),
    };
  }

  /** A title may come before the last signature under the call that proposes. */
  function waitingTitleBy(id: string, hash: Hex): Address | undefined {
    const waiting = calls.list(undefined, mostWaiting).filter(({ transactionHash }) => transactionHash === undefined);
    return waiting.find(({ batch }) => batch.calls.some((call) => proposes(call, id, hash)))?.batch.account;
  }

  function proposes({ target, data }: Call, id: string, description: Hex): boolean {
    if (target.toLowerCase() !== governor.toLowerCase()) return false;
    try {
      const { functionName, args } = decodeFunctionData({ abi: cityGovernorAbi, data });
      if (functionName !== 'propose' || args[3] !== description) return false;
      return String(proposalIdOf({ calls: callsOf(args[0], args[1], args[2]), description })) === id;
    } catch {
      // A call of no function of the governor proposes nothing.
      return false;
    }
  }

  function voterOf(id: string, hash: Hex): Address | undefined {
    const [proposal = '', voter] = id.split(':');
    const ballot = proposals.ballots(proposal).find((one) => one.voter === voter);
    return ballot?.reasonHash === hash ? ballot.voter : undefined;
  }

  return {
    async subject({ kind, id }) {
      if (kind === 'decision') return await decision(Number(id));
      if (kind === 'policy') return await policy(id);
      const proposal = kind === 'proposal' ? proposals.get(id) : undefined;
      return proposal === undefined ? undefined : { asked: proposal.proposer };
    },
    authorOf(kind, about, hash) {
      if (kind === 'reason' && about.kind === 'ballot') return voterOf(about.id, hash);
      if (about.kind !== 'proposal') return undefined;
      const by = proposalTextBy(about.id, hash);
      if (kind === 'reason') return by.reason;
      if (kind !== 'title') return undefined;
      return by.title ?? (proposals.get(about.id) === undefined ? waitingTitleBy(about.id, hash) : undefined);
    },
  };
}
