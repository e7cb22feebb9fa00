import { type Address, encodeFunctionData, stringToBytes, stringToHex } from 'viem';
import { decisionLedgerAbi } from './abi.ts';
import type { Call } from './call.ts';
import { NodeError } from './errors.ts';
import type { Contracts } from './network.ts';
import { areaWord } from './problems/area.ts';

/** A class of decisions that an agency may have put into effect without another vote. */
export interface Mandate {
  /** Kind of problem, at most 32 bytes of UTF-8. */
  kind: string;
  /** Name of the city or area. */
  area: string;
  agency: Address;
  /** In the unit of the kind of problem; of routes, permille of the drivers. */
  largestChange: bigint;
  /** Unix seconds, exclusive. */
  until: number;
  perDay: number;
}

type At = Pick<Contracts, 'decisionLedger'>;

const abi = decisionLedgerAbi;
/** uint32. */
const mostPerDay = 4_294_967_295;

/** A vote gives a standing mandate. Throws MANDATE_INVALID with the field and the rule. */
export function grantMandateCall({ decisionLedger }: At, mandate: Mandate): Call {
  const { kind, area, agency, largestChange, until, perDay } = mandate;
  requireMandate(mandate);
  const words = { kind: stringToHex(kind, { size: 32 }), area: areaWord(area) };
  const args = [{ ...words, agency, largestChange, until, perDay }] as const;
  return {
    target: decisionLedger,
    value: 0n,
    data: encodeFunctionData({ abi, functionName: 'grantMandate', args }),
  };
}

/** A vote takes a standing mandate back. */
export function revokeMandateCall({ decisionLedger }: At, mandateId: bigint): Call {
  const data = encodeFunctionData({ abi, functionName: 'revokeMandate', args: [mandateId] });
  return { target: decisionLedger, value: 0n, data };
}

function requireMandate({ kind, area, largestChange, until, perDay }: Mandate): void {
  if (kind === '' || stringToBytes(kind).length > 32) throw invalid('kind', 'has 1 to 32 bytes');
  if (area.trim() === '') throw invalid('area', 'is named');
  if (largestChange < 1n) throw invalid('largestChange', 'is at least 1');
  if (!Number.isSafeInteger(until) || until < 1) throw invalid('until', 'is a time in unix seconds');
  if (!Number.isInteger(perDay) || perDay < 1 || perDay > mostPerDay)
    throw invalid('perDay', `is a whole number from 1 to ${mostPerDay}`);
}

function invalid(field: string, rule: string): NodeError {
  return new NodeError('MANDATE_INVALID', { field, rule });
}
