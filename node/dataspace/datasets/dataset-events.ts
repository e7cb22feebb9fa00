import { type Log, parseEventLogs } from 'viem';
import type { FollowedBlock } from '../../chain/followed-block.ts';
import { agreementRegistryAbi } from '../../protocol/dataset/agreement-abi.ts';
import { datasetRegistryAbi } from '../../protocol/dataset/dataset-abi.ts';
import type { Contracts } from '../../protocol/network.ts';
import { nameOfBytes } from '../../protocol/policy/names.ts';
import type { AnchoredAgreementsTable } from './agreements-table.ts';
import type { DatasetsTable } from './datasets-table.ts';

export interface DataspaceTables {
  datasets: DatasetsTable;
  agreements: AnchoredAgreementsTable;
}

type EventLog = Log<bigint, number, false>;

/** Writes what a block says about datasets and agreements. */
export function applyDatasetEvents(block: FollowedBlock, tables: DataspaceTables, contracts: Contracts): void {
  const at = block.timestamp;
  const logs = block.transactions.flatMap((transaction) => transaction.logs);
  const logsOf = (address: string): EventLog[] => {
    return logs.filter((log) => log.address.toLowerCase() === address.toLowerCase());
  };
  applyDatasets(logsOf(contracts.datasetRegistry), at, tables.datasets);
  applyAgreements(logsOf(contracts.agreementRegistry), at, tables.agreements);
}

function applyDatasets(logs: EventLog[], at: number, table: DatasetsTable): void {
  for (const { eventName, args } of parseEventLogs({ abi: datasetRegistryAbi, logs })) {
    if (eventName === 'AuthorityUpdated') continue;
    const name = nameOfBytes(args.id);
    if (eventName === 'DatasetPublished') table.put({ name, owner: args.owner, at });
    if (eventName === 'VersionPublished')
      table.putVersion({ name, number: args.number, ...args.version, publishedAt: at });
    if (eventName === 'DatasetDeprecated') table.setState(name, 'DEPRECATED', at);
    if (eventName === 'DatasetWithdrawn') table.setState(name, 'WITHDRAWN', at);
    if (eventName === 'VersionWithdrawn') table.withdrawVersion(name, args.number, at);
    if (eventName === 'DatasetFrozen') table.setFrozen(name, true, at);
    if (eventName === 'DatasetUnfrozen') table.setFrozen(name, false, at);
  }
}

function applyAgreements(logs: EventLog[], at: number, table: AnchoredAgreementsTable): void {
  for (const { eventName, args } of parseEventLogs({ abi: agreementRegistryAbi, logs })) {
    if (eventName === 'AgreementAnchored') {
      const { agreement, dataset, provider, consumer, policy, until } = args.terms;
      table.put({ agreement, dataset: nameOfBytes(dataset), provider, consumer, policy, until, anchoredAt: at });
    }
    if (eventName === 'AgreementRetired')
      table.retire({ agreement: args.agreement, by: args.by, cause: args.cause, at });
  }
}
