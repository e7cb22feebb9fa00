import type { Participants } from '../governance/participants.ts';
import type { CaseRow, ClaimsTable } from './claims-table.ts';

type Known<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] };
type Optional<T> = { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** A claim or doubt as it is shown: what is not known yet is absent. */
export type CaseView = Known<CaseRow> & Optional<CaseRow> & { accountName?: string; authorName?: string };

/** Claims and doubts about a decision, newest first, with names. */
export function createClaims(
  table: Pick<ClaimsTable, 'list'>,
  participants: Pick<Participants, 'nameOf'>,
): (decisionId: number) => Promise<CaseView[]> {
  async function view(row: CaseRow): Promise<CaseView> {
    const { id, decisionId, account, isDoubt, state, openedAt, transaction } = row;
    const accountName = await participants.nameOf(account);
    const authorName = row.author === undefined ? undefined : await participants.nameOf(row.author);
    return {
      ...{ id, decisionId, account, isDoubt, state, openedAt, transaction },
      ...optional('deadline', row.deadline),
      ...optional('commitment', row.commitment),
      ...optional('sampleHash', row.sampleHash),
      ...optional('energy', row.energy),
      ...optional('scored', row.scored),
      ...optional('chunks', row.chunks),
      ...optional('foundEnergy', row.foundEnergy),
      ...optional('isBroken', row.isBroken),
      ...optional('author', row.author),
      ...optional('closedAt', row.closedAt),
      ...optional('accountName', accountName),
      ...optional('authorName', authorName),
    };
  }

  return (decisionId) => Promise.all(table.list(decisionId).map(view));
}

function optional<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  const entry: { [P in K]?: T } = {};
  if (value !== undefined) entry[key] = value;
  return entry;
}
