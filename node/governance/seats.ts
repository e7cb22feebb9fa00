import type { Address } from 'viem';
import type { Participants } from './participants.ts';
import type { RoleGrantRow, SeatRow, SeatsTable } from './seats-table.ts';

/** `by` is a proposal's id in decimal; '0' is the founder. Times in unix seconds. */
export interface SeatView {
  agency: Address;
  name?: string;
  grantedAt: number;
  grantedBy: string;
  withdrawnAt?: number;
  withdrawnBy?: string;
}

export interface RoleGrantView {
  role: string;
  account: Address;
  name?: string;
  grantedAt: number;
  grantedBy: string;
  until?: number;
  revokedAt?: number;
}

export interface SeatList {
  seats: SeatView[];
  roles: RoleGrantView[];
}

/** Every seat and every grant of a role there has been, oldest first. */
export async function listSeats(table: SeatsTable, participants: Participants): Promise<SeatList> {
  const named = async (account: Address): Promise<{ name?: string }> => {
    const name = await participants.nameOf(account);
    return name === undefined ? {} : { name };
  };
  const seatView = async (row: SeatRow): Promise<SeatView> => {
    const { agency, grantedAt, grantedBy, withdrawnAt, withdrawnBy } = row;
    const ended = withdrawnAt === undefined || withdrawnBy === undefined ? {} : { withdrawnAt, withdrawnBy };
    return { agency, ...(await named(agency)), grantedAt, grantedBy, ...ended };
  };
  const grantView = async (row: RoleGrantRow): Promise<RoleGrantView> => {
    const { role, account, grantedAt, grantedBy, until, revokedAt } = row;
    return {
      role,
      account,
      ...(await named(account)),
      grantedAt,
      grantedBy,
      ...(until === 0 ? {} : { until }),
      ...(revokedAt === undefined ? {} : { revokedAt }),
    };
  };
  return {
    seats: await Promise.all(table.seats().map(seatView)),
    roles: await Promise.all(table.roles().map(grantView)),
  };
}
