import type { Address } from 'viem';
import type { Participants } from '../governance/participants.ts';
import type { DecisionsTable } from './decisions-table.ts';
import type { MandateRow, MandatesTable } from './mandates-table.ts';

/** A standing mandate as it is shown. Times in unix seconds, `largestChange` as decimal text, `grantedBy` a proposal's id. */
export interface MandateView {
  id: number;
  state: 'IN_FORCE' | 'ENDED' | 'REVOKED';
  kind: string;
  area: string;
  agency: Address;
  agencyName?: string;
  largestChange: string;
  until: number;
  perDay: number;
  /** Requests under it today (UTC). */
  usedToday: number;
  /** The decisions requested under it, newest first, at most a hundred. */
  decisions: number[];
  grantedAt: number;
  grantedBy: string;
  revokedAt?: number;
  revokedBy?: string;
}

export interface MandatesOptions {
  mandates: MandatesTable;
  decisions: Pick<DecisionsTable, 'underMandate'>;
  participants: Pick<Participants, 'nameOf'>;
  /** Unix seconds. */
  clock: () => number;
}

const daySeconds = 86_400;

/** Every standing mandate there has been, newest first. */
export async function listMandates(options: MandatesOptions): Promise<MandateView[]> {
  const { mandates, participants } = options;
  const view = async (row: MandateRow): Promise<MandateView> => {
    const { id, kind, area, agency, largestChange, until, perDay, grantedAt, grantedBy, revokedAt, revokedBy } = row;
    const agencyName = await participants.nameOf(agency);
    return {
      ...{ id, kind, area, agency, largestChange, until, perDay, grantedAt, grantedBy },
      ...(agencyName === undefined ? {} : { agencyName }),
      ...(revokedAt === undefined || revokedBy === undefined ? {} : { revokedAt, revokedBy }),
      ...standing(row, options),
    };
  };
  return await Promise.all(mandates.list().map(view));
}

function standing({ id, until, revokedAt }: MandateRow, { decisions, clock }: MandatesOptions) {
  const now = clock();
  const ended = until <= now ? 'ENDED' : 'IN_FORCE';
  const used = decisions.underMandate(id);
  const today = Math.floor(now / daySeconds);
  return {
    state: revokedAt === undefined ? ended : 'REVOKED',
    usedToday: used.filter(({ requestedAt }) => Math.floor(requestedAt / daySeconds) === today).length,
    decisions: used.map((decision) => decision.id),
  } as const;
}
