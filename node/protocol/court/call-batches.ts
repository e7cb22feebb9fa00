import { size } from 'viem';
import type { Call } from '../call.ts';
import { type BatchLimits, batchLimits } from './score-batches.ts';

/** Bytes and gas that calls take in one transaction, from above: a stored byte costs 200 gas, a call itself less than 300,000. */
export function sizeOf(calls: readonly Call[]): BatchLimits {
  const bytes = calls.reduce((sum, { data }) => sum + size(data) + 200, 0);
  return { bytes, gas: 240 * bytes + 300_000 * calls.length };
}

/** Calls in order, cut into as few transactions as the limits allow. */
export function callBatches(calls: readonly Call[], limits: BatchLimits = batchLimits): Call[][] {
  const batches: Call[][] = [];
  for (const call of calls) {
    const open = batches.at(-1);
    const grown = sizeOf([...(open ?? []), call]);
    if (open === undefined || grown.bytes > limits.bytes || grown.gas > limits.gas) batches.push([call]);
    else open.push(call);
  }
  return batches;
}
