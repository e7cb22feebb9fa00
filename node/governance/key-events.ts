import { parseEventLogs } from 'viem';
import type { FollowedBlock, FollowedTransaction } from '../chain/followed-block.ts';
import { participantAccountAbi } from '../protocol/abi.ts';
import { algorithmRegistryAbi } from '../protocol/algorithm-abi.ts';
import type { Contracts } from '../protocol/network.ts';
import type { AlgorithmChange, KeysTable } from './keys-table.ts';

const changeNames = {
  AlgorithmAdded: 'ADDED',
  AlgorithmDeprecated: 'DEPRECATED',
  AlgorithmSunsetSet: 'SUNSET_SET',
  AlgorithmFrozen: 'FROZEN',
  AlgorithmUnfrozen: 'UNFROZEN',
} as const satisfies Record<string, AlgorithmChange['change']>;

/** Writes what a block says about keys and algorithms. Only events of accounts of this city's factory are believed. */
export function applyKeyEvents(
  block: FollowedBlock,
  table: KeysTable,
  { contracts, isAccount }: { contracts: Contracts; isAccount: (account: `0x${string}`) => boolean },
): void {
  for (const transaction of block.transactions) {
    applyAccounts(transaction, table, isAccount);
    applyRegistry(transaction, block.timestamp, table, contracts);
  }
}

function applyAccounts(
  { logs }: FollowedTransaction,
  table: KeysTable,
  isAccount: (account: `0x${string}`) => boolean,
): void {
  for (const { eventName, args, address } of parseEventLogs({ abi: participantAccountAbi, logs: [...logs] })) {
    if (!isAccount(address)) continue;
    if (eventName === 'KeysProposed') {
      const { added, removed, threshold } = args.change;
      const change = { added, removed, threshold: Number(threshold) };
      table.announce(address, { change, effectiveAt: args.effectiveAt, isByVote: args.isByVote });
    }
    if (eventName === 'KeysCancelled') table.drop(address);
    if (eventName === 'KeysChanged') table.changed(address, Number(args.epoch));
    if (eventName === 'AccountFrozenUntil') table.freeze(address, args.until);
  }
}

function applyRegistry({ logs, hash }: FollowedTransaction, at: number, table: KeysTable, contracts: Contracts): void {
  const own = logs.filter(({ address }) => address.toLowerCase() === contracts.algorithmRegistry.toLowerCase());
  for (const event of parseEventLogs({ abi: algorithmRegistryAbi, logs: own })) {
    if (event.eventName === 'AuthorityUpdated') continue;
    const { code } = event.args;
    if (event.eventName === 'AlgorithmAdded') table.addAlgorithm(code, event.args.verifier, event.args.codeHash);
    const sunset = event.eventName === 'AlgorithmSunsetSet' ? event.args.sunset : 0;
    table.noteAlgorithm({ code, change: changeNames[event.eventName], sunset, at, transactionHash: hash });
  }
}
