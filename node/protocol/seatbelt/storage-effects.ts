import { encodePacked, type Hex, keccak256, numberToHex, parseEventLogs } from 'viem';
import { contractAt } from '../contract-abis.ts';
import { cityTimelockAbi } from '../governance-abi.ts';
import type { Contracts } from '../network.ts';
import { type Effect, effect, type NameAddress } from './effect.ts';
import type { CarriedOut, StorageChange } from './run.ts';
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
  const isKeeper = ({ address }: StorageChange) =>
    ['governor', 'timelock'].includes(contractAt(contracts, address) ?? '');
  return run.storage
    .map((one) => (isKeeper(one) ? { ...one, slots: one.slots.filter((slot) => !routine.has(BigInt(slot))) } : one))
    .filter(({ slots }) => slots.length > 0);
}

/** Where a mapping with this key may keep its record (Solidity: layout of state variables in storage). */
function recordsOf(key: Hex): bigint[] {
  return Array.from({ length: Number(mappings) }, (_, position) => {
    const first = BigInt(keccak256(encodePacked(['bytes32', 'uint256'], [key, BigInt(position)])));
    return Array.from({ length: Number(words) }, (__, word) => first + BigInt(word));
  }).flat();
}

/** Changes that none of the other effects speaks of. */
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
