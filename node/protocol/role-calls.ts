import { type Address, encodeFunctionData } from 'viem';
import type { Call } from './call.ts';
import { cityAccessAbi } from './governance-abi.ts';
import type { Contracts } from './network.ts';
import { type RoleName, roles } from './roles.ts';

type At = Pick<Contracts, 'accessManager'>;

/** Roles that a vote may give; ADMIN is the votes' own, COURT the court's. */
export const grantableRoles = ['AGENCY', 'REGISTRAR', 'GUARDIAN', 'ENFORCER'] as const satisfies readonly RoleName[];
export type GrantableRole = (typeof grantableRoles)[number];

/** A vote gives an account a role until a time (unix seconds, exclusive; 0: without end). */
export function grantRoleUntilCall(
  { accessManager }: At,
  role: GrantableRole,
  { account, until }: { account: Address; until: number },
): Call {
  const args = [roles[role], account, 0, until] as const;
  const data = encodeFunctionData({ abi: cityAccessAbi, functionName: 'grantRoleUntil', args });
  return { target: accessManager, value: 0n, data };
}

/** A vote takes a role back. */
export function revokeRoleCall({ accessManager }: At, role: GrantableRole, account: Address): Call {
  const args = [roles[role], account] as const;
  return {
    target: accessManager,
    value: 0n,
    data: encodeFunctionData({ abi: cityAccessAbi, functionName: 'revokeRole', args }),
  };
}
