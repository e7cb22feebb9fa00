import { type Address, type Hex, isHex, zeroHash } from 'viem';
import { field } from '../../chain/rpc-values.ts';
import type { Frame, StorageChange } from '../../protocol/seatbelt/run.ts';

/** The tree of calls as geth's `callTracer` gives it. */
export function frameOf(trace: unknown): Frame {
  const calls = field(trace, 'calls');
  return {
    type: String(field(trace, 'type')),
    from: addressOf(field(trace, 'from')),
    to: addressOf(field(trace, 'to')),
    value: BigInt(hexOr(field(trace, 'value'), '0x0')),
    isReverted: field(trace, 'error') !== undefined,
    output: hexOr(field(trace, 'output'), '0x'),
    calls: Array.isArray(calls) ? calls.map(frameOf) : [],
  };
}

/** What differs afterwards, as geth's `prestateTracer` in diff mode gives it: slots that became zero stand in `pre` alone. */
export function differenceOf(trace: unknown): StorageChange[] {
  const [pre, post] = [entriesOf(field(trace, 'pre')), entriesOf(field(trace, 'post'))];
  const [storageBefore, storageAfter] = [storageOf(pre), storageOf(post)];
  const storage = [...new Set([...storageBefore.keys(), ...storageAfter.keys()])].map((address) => {
    const [before, after] = [storageBefore.get(address), storageAfter.get(address)];
    const slots = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])];
    const valueIn = (values: ReadonlyMap<Hex, Hex> | undefined, slot: Hex) => values?.get(slot) ?? zeroHash;
    return {
      address,
      slots: slots.map((slot) => ({ slot, before: valueIn(before, slot), after: valueIn(after, slot) })),
    };
  });
  return storage.filter(({ slots }) => slots.length > 0);
}

function storageOf(accounts: readonly [string, unknown][]): Map<Address, Map<Hex, Hex>> {
  const wordsOf = (account: unknown): [Hex, Hex][] =>
    entriesOf(field(account, 'storage')).flatMap(([slot, value]): [Hex, Hex][] =>
      isHex(slot) && isHex(value) ? [[slot, value]] : [],
    );
  return new Map(accounts.map(([address, account]) => [addressOf(address), new Map(wordsOf(account))]));
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function addressOf(value: unknown): Address {
  return typeof value === 'string' && value.startsWith('0x')
    ? `0x${value.slice(2).toLowerCase()}`
    : `0x${'0'.repeat(40)}`;
}

function hexOr(value: unknown, otherwise: Hex): Hex {
  return isHex(value) ? value : otherwise;
}
