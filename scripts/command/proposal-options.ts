import { readFileSync } from 'node:fs';
import { encodeFunctionData, getAddress, type Hex, isAddress, isHex, zeroHash } from 'viem';
import { decisionLedgerAbi, participantRegistryAbi } from '../../node/protocol/abi.ts';
import type { Call } from '../../node/protocol/call.ts';
import type { NodeError } from '../../node/protocol/errors.ts';
import type { Contracts } from '../../node/protocol/network.ts';
import {
  type GrantableRole,
  grantableRoles,
  grantRoleUntilCall,
  revokeRoleCall,
} from '../../node/protocol/role-calls.ts';
import { grantSeatCall, rotateSeatCall, withdrawSeatCall } from '../../node/protocol/seat-calls.ts';
import { argumentInvalid } from './run-command.ts';

/** What can be proposed without writing a file; each may be given several times. */
export const proposalOptions = {
  'set-minimum-window': { type: 'string', multiple: true },
  'enrol-agency': { type: 'string', multiple: true },
  'grant-seat': { type: 'string', multiple: true },
  'withdraw-seat': { type: 'string', multiple: true },
  'rotate-seat': { type: 'string', multiple: true },
  'grant-role': { type: 'string', multiple: true },
  'revoke-role': { type: 'string', multiple: true },
} as const;

export const proposalUsage = `  --set-minimum-window SECONDS     the shortest challenge window of a decision
  --enrol-agency ADDRESS           an account becomes an agency
  --grant-seat ADDRESS             an agency gets a vote; --withdraw-seat ADDRESS takes it
  --rotate-seat ADDRESS,ADDRESS    a seat passes to another account
  --grant-role ROLE,ADDRESS[,UNTIL]   AGENCY, REGISTRAR, GUARDIAN or ENFORCER, until a time (unix seconds); --revoke-role ROLE,ADDRESS
  --calls FILE                     any calls: [{ "target": ADDRESS, "value": "0", "data": HEX }, ...]`;

type Values = { readonly [Name in keyof typeof proposalOptions]?: string[] | undefined };

type Make = (contracts: Contracts, value: string) => Call;

const makers: { readonly [Name in keyof typeof proposalOptions]: Make } = {
  'set-minimum-window': ({ decisionLedger }, value) =>
    toCall(
      decisionLedger,
      encodeFunctionData({
        abi: decisionLedgerAbi,
        functionName: 'setMinimumWindow',
        args: [whole('set-minimum-window', value)],
      }),
    ),
  'enrol-agency': ({ participantRegistry }, value) => {
    const profile = { document: zeroHash, mlDsa65Key: zeroHash, ageRecipient: zeroHash };
    const args = [address('enrol-agency', value), profile] as const;
    return toCall(
      participantRegistry,
      encodeFunctionData({ abi: participantRegistryAbi, functionName: 'enrolAgency', args }),
    );
  },
  'grant-seat': (contracts, value) => grantSeatCall(contracts, address('grant-seat', value)),
  'withdraw-seat': (contracts, value) => withdrawSeatCall(contracts, address('withdraw-seat', value)),
  'rotate-seat': (contracts, value) => {
    const [agency, successor] = value.split(',');
    return rotateSeatCall(contracts, address('rotate-seat', agency), address('rotate-seat', successor));
  },
  'grant-role': (contracts, value) => {
    const [name, account, until = '0'] = value.split(',');
    const granted = { account: address('grant-role', account), until: whole('grant-role', until) };
    return grantRoleUntilCall(contracts, role('grant-role', name), granted);
  },
  'revoke-role': (contracts, value) => {
    const [name, account] = value.split(',');
    return revokeRoleCall(contracts, role('revoke-role', name), address('revoke-role', account));
  },
};

/** The calls that the options name, in the order of the list above, then those of the file. ARGUMENT_INVALID names the option. */
export function proposedCalls(contracts: Contracts, values: Values, file: string | undefined): Call[] {
  const named = optionNames.flatMap((name) => (values[name] ?? []).map((value) => makers[name](contracts, value)));
  return [...named, ...(file === undefined ? [] : readCalls(file))];
}

const optionNames = [
  'set-minimum-window',
  'enrol-agency',
  'grant-seat',
  'withdraw-seat',
  'rotate-seat',
  'grant-role',
  'revoke-role',
] as const satisfies readonly (keyof typeof proposalOptions)[];

function readCalls(path: string): Call[] {
  const invalid = (rule: string): NodeError => argumentInvalid(rule, 'calls');
  const list: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(list)) throw invalid('is a file with a list');
  return list.map((entry: unknown) => {
    const { target, value = '0', data }: Record<string, unknown> = { ...(typeof entry === 'object' ? entry : {}) };
    if (typeof target !== 'string' || !isAddress(target)) throw invalid('has an address as each target');
    if (typeof value !== 'string' || !/^\d{1,30}$/.test(value)) throw invalid('has decimal text as each value');
    if (!isHex(data)) throw invalid('has hexadecimal data');
    return { target: getAddress(target), value: BigInt(value), data };
  });
}

function toCall(target: Call['target'], data: Hex): Call {
  return { target, value: 0n, data };
}

function address(option: string, value: string | undefined) {
  if (value === undefined || !isAddress(value)) throw argumentInvalid('is an address', option);
  return getAddress(value);
}

function role(option: string, value: string | undefined): GrantableRole {
  const name = grantableRoles.find((one) => one === value);
  if (name === undefined) throw argumentInvalid('is AGENCY, REGISTRAR, GUARDIAN or ENFORCER', option);
  return name;
}

function whole(option: string, value: string): number {
  if (!/^\d{1,14}$/.test(value)) throw argumentInvalid('is a whole number', option);
  return Number(value);
}
