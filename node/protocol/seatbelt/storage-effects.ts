import { type Address, encodePacked, type Hex, keccak256, numberToHex, parseEventLogs } from 'viem';
import { contractAt } from '../contract-abis.ts';
import { cityTimelockAbi } from '../governance-abi.ts';
import type { Contracts } from '../network.ts';
import { type Effect, effect, type NameAddress } from './effect.ts';
import type { CarriedOut, SlotChange, StorageChange } from './run.ts';
import { logsOf } from './subjects.ts';

/** Mappings are looked for at the first slots of a contract, and a record's first words. */
const [mappings, words] = [64n, 4n];

/**
 * Contracts in which something changed, by their storage; the entries that every execution writes - that this proposal
 * and this operation are done - are left out.
 */
export function changedContracts(run: CarriedOut, contracts: Contracts): StorageChange[] {
  const operations = parseEventLogs({
    abi: cityTimelockAbi,
    logs: logsOf(run.logs, contracts.timelock),
    eventName: 'CallExecuted',
  }).map(({ args }) => args.id);
  const routine = new Set([numberToHex(run.proposalId, { size: 32 }), ...operations].flatMap(recordsOf));
  const governed = run.calls.filter(({ target }) => contractAt(contracts, target) === 'governor').length;
  const isRoutine = (change: SlotChange, address: Address): boolean => {
    const keeper = contractAt(contracts, address);
    if (keeper !== 'governor' && keeper !== 'timelock') return false;
    return routine.has(BigInt(change.slot)) || (keeper === 'governor' && isQueue(change, governed));
  };
  return run.storage
    .map(({ address, slots }) => ({ address, slots: slots.filter((one) => !isRoutine(one, address)) }))
    .filter(({ slots }) => slots.length > 0);
}

/**
 * The governor's queue of calls to itself that it is to let in (OpenZeppelin, Governor and DoubleEndedQueue): begin and
 * end in one word. It is empty before and after, and has moved on by as many as there were.
 */
function isQueue({ before, after }: SlotChange, calls: number): boolean {
  const halves = (word: Hex) => [BigInt(word) >> 128n, BigInt.asUintN(128, BigInt(word))] as const;
  const [begin, end] = halves(before);
  const [newBegin, newEnd] = halves(after);
  return calls > 0 && begin === end && newBegin === newEnd && newBegin - begin === BigInt(calls);
}

/** Where a mapping with this key may keep its record (Solidity: layout of state variables in storage). */
function recordsOf(key: Hex): bigint[] {
  return Array.from({ length: Number(mappings) }, (_, position) => {
    const first = BigInt(keccak256(encodePacked(['bytes32', 'uint256'], [key, BigInt(position)])));
    return Array.from({ length: Number(words) }, (__, word) => first + BigInt(word));
  }).flat();
}

/** Contracts that changed and that none of the other effects speaks of; within a contract that one does speak of, nothing is counted. */
export function unnamedEffects(
  changed: readonly StorageChange[],
  named: readonly Effect[],
  contracts: Contracts,
  nameOf: NameAddress,
): Effect[] {
  const spoken = new Set(named.map(({ contract }) => contract));
  return changed.flatMap(({ address, slots }) => {
    const contract = contractAt(contracts, address);
    if (contract !== undefined && spoken.has(contract)) return [];
    const values = { contract: nameOf(address), slots: String(slots.length) };
    return [effect('seatbelt.unnamed', values, contract === undefined ? {} : { contract })];
  });
}
