import { type Address, hexToBytes } from 'viem';
import type { ContentStore } from '../content/content-store.ts';
import { rawCidOfDigest } from '../protocol/cid.ts';
import { describeRule } from '../protocol/policy/describe-rule.ts';
import { legalBases } from '../protocol/policy/legal-basis.ts';
import { overduePolicies } from '../protocol/policy/review.ts';
import type { Action, Effect, Rule } from '../protocol/policy/rules.ts';
import { readRules } from '../protocol/policy/rules-codec.ts';
import { consequenceSentences, type Unenforceable } from '../protocol/policy/unenforceable.ts';
import { assigneeUrn, targetUrn } from '../protocol/policy/urn.ts';
import type { Participants } from './participants.ts';
import type { PoliciesTable, PolicyRow, PurposeRow } from './policies-table.ts';
import { type KnownDocument, readDocument } from './policy-documents.ts';

/** One rule, read from its bytes on chain. Times in unix seconds; 0 is open. */
export interface RuleView {
  index: number;
  inWords: string;
  effect: Effect;
  assignee: string;
  target: string;
  actions: Action[];
  purposes: string[];
  from: number;
  until: number;
  count: number;
  needsVote: boolean;
}

export interface PolicyChange {
  at: number;
  what: 'published' | 'retired' | 'approved' | 'approval taken back';
  /** Decimal; '0' is the founding council. */
  proposal: string;
  ruleIndex?: number;
  participant?: Address;
  until?: number;
}

/** A policy as it is shown. Times in unix seconds; a proposal's id is decimal, '0' the founding council. */
export interface PolicyView {
  id: number;
  state: 'PUBLISHED' | 'RETIRED';
  owner: Address;
  ownerName?: string;
  legalBasis: string;
  reviewBy: number;
  isOverdue: boolean;
  publishedAt: number;
  publishedBy: string;
  retiredAt?: number;
  retiredBy?: string;
  documentCid: string;
  documentState: KnownDocument['state'];
  /** The ODRL document, where it is here and can be read. */
  document?: Record<string, unknown>;
  /** What the rules on chain allow, whatever the document says. */
  rules: RuleView[];
  /** What the document says and nothing here enforces. */
  notEnforced: string[];
  changes: PolicyChange[];
}

export interface PurposeView {
  purpose: string;
  isVoted: boolean;
  since: number;
  proposal: string;
}

export interface PolicyQuery {
  /** Only those in force whose review date has come, the longest overdue first. */
  overdue?: boolean;
  state?: PolicyView['state'];
}

export interface Policies {
  list(query: PolicyQuery): Promise<PolicyView[]>;
  get(id: number): Promise<PolicyView | undefined>;
  /** Every purpose there has been a vote on, as it stands. */
  purposes(): PurposeView[];
  votedPurposes(): ReadonlySet<string>;
}

export interface PoliciesOptions {
  table: PoliciesTable;
  participants: Participants;
  content: ContentStore;
  /** Unix seconds. */
  clock: () => number;
}

export function createPolicies({ table, participants, content, clock }: PoliciesOptions): Policies {
  async function view(row: PolicyRow): Promise<PolicyView> {
    const { id, owner, legalBasis, reviewBy, publishedAt, publishedBy, retiredAt, retiredBy } = row;
    // What a document may name is what was voted when it was published: the contract saw to that.
    const known = await readDocument(content, row, new Set(table.purposes().map(({ purpose }) => purpose)));
    const ownerName = await participants.nameOf(owner);
    return {
      id,
      state: retiredAt === undefined ? 'PUBLISHED' : 'RETIRED',
      owner,
      ...(ownerName === undefined ? {} : { ownerName }),
      legalBasis: legalBases[legalBasis] ?? legalBases[0],
      reviewBy,
      isOverdue: isOverdue(row),
      publishedAt,
      publishedBy,
      ...(retiredAt === undefined || retiredBy === undefined ? {} : { retiredAt, retiredBy }),
      documentCid: rawCidOfDigest(row.document),
      ...documentOf(known),
      rules: readRules(hexToBytes(row.rules)).map(ruleView),
      changes: changesOf(row),
    };
  }

  function isOverdue({ retiredAt, reviewBy }: PolicyRow): boolean {
    return retiredAt === undefined && reviewBy <= clock();
  }

  function changesOf({ id, publishedAt, publishedBy, retiredAt, retiredBy }: PolicyRow): PolicyChange[] {
    const approvals = table.approvals(id).map(({ rule, participant, until, at, by }): PolicyChange => {
      const what = until === 0 ? 'approval taken back' : 'approved';
      return { at, what, proposal: by, ruleIndex: rule, participant, ...(until === 0 ? {} : { until }) };
    });
    const published: PolicyChange = { at: publishedAt, what: 'published', proposal: publishedBy };
    if (retiredAt === undefined || retiredBy === undefined) return [published, ...approvals];
    return [published, ...approvals, { at: retiredAt, what: 'retired', proposal: retiredBy }];
  }

  return {
    list({ overdue = false, state }) {
      const all = table.list().filter(({ retiredAt }) => {
        return state === undefined || (state === 'RETIRED') === (retiredAt !== undefined);
      });
      const inForce = all.filter(({ retiredAt }) => retiredAt === undefined);
      return Promise.all((overdue ? overduePolicies(inForce, clock()) : all).map(view));
    },
    async get(id) {
      const row = table.get(id);
      return row === undefined ? undefined : await view(row);
    },
    purposes: () =>
      latestVotes(table).map(({ purpose, isVoted, at, by }) => ({ purpose, isVoted, since: at, proposal: by })),
    votedPurposes: () =>
      new Set(
        latestVotes(table)
          .filter(({ isVoted }) => isVoted)
          .map(({ purpose }) => purpose),
      ),
  };
}

/** The latest vote on each purpose, in the order of the first. */
function latestVotes(table: PoliciesTable): PurposeRow[] {
  return [...new Map(table.purposes().map((row) => [row.purpose, row])).values()];
}

function documentOf(known: KnownDocument): Pick<PolicyView, 'documentState' | 'document' | 'notEnforced'> {
  if (known.state === 'missing' || known.state === 'unreadable') return { documentState: known.state, notEnforced: [] };
  const { document, unenforceable } = known.policy;
  const json: Record<string, unknown> = JSON.parse(new TextDecoder().decode(document.canonical));
  return { documentState: known.state, document: json, notEnforced: unenforceable.map(sentenceOf) };
}

function sentenceOf({ field, says, consequence }: Unenforceable): string {
  return `${field}: ${says} - ${consequenceSentences[consequence]}`;
}

function ruleView(rule: Rule, index: number): RuleView {
  const { effect, actions, purposes, from, until, count, needsVote } = rule;
  return {
    index,
    inWords: describeRule(rule).text,
    effect,
    assignee: assigneeUrn(rule.assignee),
    target: targetUrn(rule.target),
    actions: [...actions],
    purposes: [...purposes],
    from,
    until,
    count,
    needsVote,
  };
}
