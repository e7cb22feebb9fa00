import { decodeFunctionData, type Hex } from 'viem';
import { seatsAbi } from '../governance-abi.ts';
import { type CallDescription, describe } from './sentences.ts';

/** A call of the seats in words; undefined where there is no sentence for it. Throws on foreign data. */
export function describeSeatsCall(data: Hex): CallDescription | undefined {
  const call = decodeFunctionData({ abi: seatsAbi, data });
  switch (call.functionName) {
    case 'grantSeat':
      return describe('call.seats.grantSeat', { agency: call.args[0] });
    case 'withdrawSeat':
      return describe('call.seats.withdrawSeat', { agency: call.args[0] });
    case 'rotateSeat':
      return describe('call.seats.rotateSeat', { agency: call.args[0], successor: call.args[1] });
    default:
      return undefined;
  }
}
