import { getAddress, isAddress } from 'viem';
import type { Call } from '../protocol/call.ts';
import { NodeError } from '../protocol/errors.ts';
import { grantMandateCall, revokeMandateCall } from '../protocol/mandate.ts';
import type { Contracts } from '../protocol/network.ts';
import { setPurposeCall } from '../protocol/policy/governing-calls.ts';
import { requireName } from '../protocol/policy/names.ts';
import { type GrantableRole, grantRoleUntilCall, revokeRoleCall } from '../protocol/role-calls.ts';
import { grantSeatCall, withdrawSeatCall } from '../protocol/seat-calls.ts';

/** What an agency can propose by the form, beside a policy. */
export const CHANGES = [
  'grant-mandate',
  'revoke-mandate',
  'add-purpose',
  'drop-purpose',
  'grant-seat',
  'withdraw-seat',
  'grant-role',
  'revoke-role',
] as const;
export type ChangeName = (typeof CHANGES)[number];

/** What the form asks, as typed; each change reads what it needs of it. */
export interface ChangeFields {
  change: ChangeName;
  /** Who gains or loses; an account. */
  account: string;
  area: string;
  /** Routes: permille of the drivers. */
  largestChange: string;
  perDay: string;
  /** Unix seconds; none means without end, which only a role may be. */
  until: number | undefined;
  mandate: string;
  purpose: string;
  role: GrantableRole;
}

const routes = 'routes';

/** The call that the agencies would vote on. Throws what is wrong with the fields: CHANGE_INVALID, MANDATE_INVALID, POLICY_INVALID, POLICY_ID_CHARACTER. */
export function changeCall(contracts: Contracts, fields: ChangeFields): Call {
  const { change, area, perDay, until, mandate, purpose, role } = fields;
  switch (change) {
    case 'grant-mandate':
      return grantMandateCall(contracts, {
        kind: routes,
        area: area.trim(),
        agency: accountOf(fields),
        largestChange: whole('largestChange', fields.largestChange),
        until: until ?? 0,
        perDay: Number(whole('perDay', perDay)),
      });
    case 'revoke-mandate':
      return revokeMandateCall(contracts, whole('mandate', mandate));
    case 'add-purpose':
    case 'drop-purpose':
      return setPurposeCall(contracts.policyRegistry, requireName(purpose, 'purpose'), change === 'add-purpose');
    case 'grant-seat':
      return grantSeatCall(contracts, accountOf(fields));
    case 'withdraw-seat':
      return withdrawSeatCall(contracts, accountOf(fields));
    case 'grant-role':
      return grantRoleUntilCall(contracts, role, { account: accountOf(fields), until: until ?? 0 });
    case 'revoke-role':
      return revokeRoleCall(contracts, role, accountOf(fields));
  }
}

function accountOf({ account }: ChangeFields) {
  if (!isAddress(account)) throw invalid('account', 'is chosen');
  return getAddress(account);
}

function whole(field: string, text: string): bigint {
  if (!/^[1-9]\d{0,9}$/.test(text.trim())) throw invalid(field, 'is a whole number from 1 on');
  return BigInt(text.trim());
}

function invalid(field: string, rule: string): NodeError {
  return new NodeError('CHANGE_INVALID', { field, rule });
}
