import { encodeFunctionData, getAddress, type Hex, isAddress, stringToBytes, stringToHex } from 'viem';
import { decisionLedgerAbi } from '../../node/protocol/abi.ts';
import type { Call } from '../../node/protocol/call.ts';
import type { Contracts } from '../../node/protocol/network.ts';
import { areaWord } from '../../node/protocol/problems/area.ts';
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
const mostPerDay = 4_294_967_295;

/** The calls that the options name. ARGUMENT_INVALID names the option. */
export function proposedDecisions({ decisionLedger }: Pick<Contracts, 'decisionLedger'>, values: Values): Call[] {
  const data: Hex[] = [
    ...(values['grant-mandate'] ?? []).map(grantMandate),
    ...(values['revoke-mandate'] ?? []).map((text) =>
      encodeFunctionData({ abi, functionName: 'revokeMandate', args: [whole('revoke-mandate', text)] }),
    ),
    ...(values['resolve-objection'] ?? []).map(resolveObjection),
    ...(values.enact ?? []).map((text) =>
      encodeFunctionData({ abi, functionName: 'enact', args: [whole('enact', text)] }),
    ),
    ...(values.decline ?? []).map((text) =>
      encodeFunctionData({ abi, functionName: 'decline', args: [whole('decline', text)] }),
    ),
  ];
  return data.map((one) => ({ target: decisionLedger, value: 0n, data: one }));
}

/** The area's own name may have commas. */
function grantMandate(text: string): Hex {
  const option = 'grant-mandate';
  const parts = text.split(',');
  const [kind = ''] = parts;
  const [agency = '', change, until, perDay] = parts.slice(-4);
  const area = parts.slice(1, -4).join(',');
  if (parts.length < 6 || !isAddress(agency)) {
    throw argumentInvalid('is KIND,AREA,ADDRESS,CHANGE,UNTIL,PERDAY', option);
  }
  if (kind === '' || stringToBytes(kind).length > 32) throw argumentInvalid('has a kind of at most 32 bytes', option);
  if (area === '') throw argumentInvalid('has an area', option);
  const daily = whole(option, perDay);
  if (daily > mostPerDay) throw argumentInvalid(`has at most ${mostPerDay} a day`, option);
  const mandate = {
    kind: stringToHex(kind, { size: 32 }),
    area: areaWord(area),
    agency: getAddress(agency),
    largestChange: whole(option, change),
    until: Number(whole(option, until)),
    perDay: Number(daily),
  };
  return encodeFunctionData({ abi, functionName: 'grantMandate', args: [mandate] });
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
