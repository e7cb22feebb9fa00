import { type Address, encodeFunctionData, type Hex } from 'viem';
import type { Call } from './call.ts';
import { seatsAbi } from './governance-abi.ts';
import type { Contracts } from './network.ts';

type At = Pick<Contracts, 'seats'>;

const abi = seatsAbi;

/** A vote gives an agency a seat. */
export function grantSeatCall(at: At, agency: Address): Call {
  return callOf(at, encodeFunctionData({ abi, functionName: 'grantSeat', args: [agency] }));
}

/** A vote takes an agency's seat; never the last one. */
export function withdrawSeatCall(at: At, agency: Address): Call {
  return callOf(at, encodeFunctionData({ abi, functionName: 'withdrawSeat', args: [agency] }));
}

/** A seat passes to another account. */
export function rotateSeatCall(at: At, agency: Address, successor: Address): Call {
  return callOf(at, encodeFunctionData({ abi, functionName: 'rotateSeat', args: [agency, successor] }));
}

function callOf({ seats }: At, data: Hex): Call {
  return { target: seats, value: 0n, data };
}
