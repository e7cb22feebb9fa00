import { encodeFunctionData, getAddress, type Hex, isAddress } from 'viem';
import { decisionLedgerAbi } from '../../node/protocol/abi.ts';
import type { Call } from '../../node/protocol/call.ts';
import { isNodeError } from '../../node/protocol/errors.ts';
import { grantMandateCall, type Mandate, revokeMandateCall } from '../../node/protocol/mandate.ts';
import type { Contracts } from '../../node/protocol/network.ts';
import { argumentInvalid } from './run-command.ts';

/** What can be proposed about decisions; each may be given several times. */
export const decisionOptions = {
  'grant-mandate': { type: 'string', multiple: true },
  'revoke-mandate': { type: 'string', multiple: true },
  'resolve-objection': { type: 'string', multiple: true },
  enact: { type: 'string', multiple: true },
  decline: { type: 'string', multiple: true },
} as const;

export const decisionUsage = `  --enact ID                       a final decision takes effect; --decline ID sets it aside
  --resolve-objection ID,uphold    a decision that was objected to is struck; ID,reject lets it go on
  --grant-mandate KIND,AREA,ADDRESS,CHANGE,UNTIL,PERDAY
                                   an agency's decisions of a kind in an area take effect when recorded, each with a change of at
                                   most CHANGE (routes: permille of the drivers), until a time (unix seconds), PERDAY a day
  --revoke-mandate ID              a standing mandate is taken back`;

type Values = { readonly [Name in keyof typeof decisionOptions]?: string[] | undefined };

const abi = decisionLedgerAbi;

/** The calls that the options name. ARGUMENT_INVALID names the option. */
export function proposedDecisions({ decisionLedger }: Pick<Contracts, 'decisionLedger'>, values: Values): Call[] {
  const at = { decisionLedger };
  const mandates = [
    ...(values['grant-mandate'] ?? []).map((text) => grantCall(at, readMandate(text))),
    ...(values['revoke-mandate'] ?? []).map((text) => revokeMandateCall(at, whole('revoke-mandate', text))),
  ];
  const data: Hex[] = [
    ...(values['resolve-objection'] ?? []).map(resolveObjection),
    ...(values.enact ?? []).map((text) =>
      encodeFunctionData({ abi, functionName: 'enact', args: [whole('enact', text)] }),
    ),
    ...(values.decline ?? []).map((text) =>
      encodeFunctionData({ abi, functionName: 'decline', args: [whole('decline', text)] }),
    ),
  ];
  return [...mandates, ...data.map((one) => ({ target: decisionLedger, value: 0n, data: one }))];
}

function grantCall(at: Pick<Contracts, 'decisionLedger'>, mandate: Mandate): Call {
  try {
    return grantMandateCall(at, mandate);
  } catch (error) {
    if (isNodeError(error) && error.code === 'MANDATE_INVALID')
      throw argumentInvalid(`has a ${error.details.field} that ${error.details.rule}`, 'grant-mandate');
    throw error;
  }
}

/** The area's own name may have commas. */
function readMandate(text: string): Mandate {
  const option = 'grant-mandate';
  const parts = text.split(',');
  const [kind = ''] = parts;
  const [agency = '', change, until, perDay] = parts.slice(-4);
  const area = parts.slice(1, -4).join(',');
  if (parts.length < 6 || !isAddress(agency)) {
    throw argumentInvalid('is KIND,AREA,ADDRESS,CHANGE,UNTIL,PERDAY', option);
  }
  return {
    kind,
    area,
    agency: getAddress(agency),
    largestChange: whole(option, change),
    until: Number(whole(option, until)),
    perDay: Number(whole(option, perDay)),
  };
}

function resolveObjection(text: string): Hex {
  const [id, outcome] = text.split(',');
  if (outcome !== 'uphold' && outcome !== 'reject')
    throw argumentInvalid('is ID,uphold or ID,reject', 'resolve-objection');
  const args = [whole('resolve-objection', id), outcome === 'uphold'] as const;
  return encodeFunctionData({ abi, functionName: 'resolveObjection', args });
}

function whole(option: string, text: string | undefined): bigint {
  if (text === undefined || !/^\d{1,9}$|^\d{10}$/.test(text)) throw argumentInvalid('has whole numbers', option);
  return BigInt(text);
}
