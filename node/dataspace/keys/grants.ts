import { type Address, zeroAddress } from 'viem';
import type { Access } from '../../governance/access.ts';
import { NodeError } from '../../protocol/errors.ts';
import type { Anchor } from '../../protocol/network.ts';
import type { Target } from '../../protocol/policy/rules.ts';
import type { AnchoredAgreementsTable } from '../datasets/agreements-table.ts';
import type { DatasetRow, DatasetsTable, VersionRow } from '../datasets/datasets-table.ts';

/** Why somebody may have a version's key and blocks. */
export type GrantBasis =
  | { kind: 'owner' }
  | { kind: 'agreement'; agreement: `0x${string}` }
  | { kind: 'policy'; policyId: number };

/** That a participant may have a version's key and blocks, as of a block of the chain. */
export interface Grant {
  dataset: string;
  version: number;
  /** Undefined for everybody. */
  grantee: Address | undefined;
  basis: GrantBasis;
  /** The access record of the verdict; none for the owner. */
  record: number | undefined;
  blockNumber: number;
  blockHash: `0x${string}`;
}

export interface GrantsOptions {
  datasets: DatasetsTable;
  agreements: AnchoredAgreementsTable;
  access: Pick<Access, 'decide'>;
  /** The last block that the index holds: what is in it is on the disk and will not be undone. */
  anchor: () => Anchor | undefined;
  isActive: (account: Address) => boolean;
  /** Unix seconds. */
  clock: () => number;
}

export interface Grants {
  /**
   * The grant by which somebody (undefined: anybody at all) may have this version now; the verdict is kept. Throws
   * 'DATASET_UNKNOWN', 'DATASET_VERSION_UNKNOWN', 'DATASET_WITHDRAWN', 'DATASET_FROZEN', and 'GRANT_MISSING' with the reason.
   */
  require(who: { grantee: Address | undefined; dataset: string; version: number }): Grant;
}

/**
 * Who may have what: the owner; the consumer of an agreement in force, unless a policy prohibits it or it is suspended; whoever
 * the policies permit to read. Asked again for every key and every range, so that what was revoked or retired ends at once.
 */
export function createGrants({ datasets, agreements, access, anchor, isActive, clock }: GrantsOptions): Grants {
  function basisOf(grantee: Address | undefined, { name, owner }: DatasetRow): Pick<Grant, 'basis' | 'record'> {
    if (grantee !== undefined && grantee.toLowerCase() === owner)
      return { basis: { kind: 'owner' }, record: undefined };
    const { verdict, record } = access.decide({
      participant: grantee ?? zeroAddress,
      target: targetOf(name),
      action: 'read',
      purpose: '',
    });
    const kept = { record: record.number };
    if (verdict.isPermitted) return { basis: { kind: 'policy', policyId: verdict.policyId }, ...kept };
    const isForbidden = verdict.reason === 'PROHIBITED' || verdict.reason === 'SUSPENDED';
    const agreement = grantee === undefined || isForbidden ? undefined : agreements.inForce(name, grantee, clock());
    if (agreement !== undefined && grantee !== undefined && isActive(grantee))
      return { basis: { kind: 'agreement', agreement: agreement.agreement }, ...kept };
    throw new NodeError('GRANT_MISSING', { dataset: name, grantee, reason: verdict.reason, record: record.number });
  }

  return {
    require({ grantee, dataset: name, version }) {
      const { dataset } = requireAvailable(datasets, name, version);
      const block = anchor();
      if (block === undefined) throw new NodeError('CHAIN_VERIFYING', { rule: 'a block is known' });
      const { blockNumber, blockHash } = block;
      return { dataset: name, version, grantee, ...basisOf(grantee, dataset), blockNumber, blockHash };
    },
  };
}

/** A version that may be given out at all. */
function requireAvailable(
  table: DatasetsTable,
  name: string,
  number: number,
): { dataset: DatasetRow; version: VersionRow } {
  const dataset = table.get(name);
  if (dataset === undefined) throw new NodeError('DATASET_UNKNOWN', { field: 'name', dataset: name });
  const version = table.version(name, number);
  if (version === undefined) throw new NodeError('DATASET_VERSION_UNKNOWN', { dataset: name, version: number });
  if (dataset.state === 'WITHDRAWN' || version.withdrawnAt !== undefined)
    throw new NodeError('DATASET_WITHDRAWN', { dataset: name, version: number });
  if (dataset.isFrozen) throw new NodeError('DATASET_FROZEN', { dataset: name });
  return { dataset, version };
}

function targetOf(name: string): Target {
  return { kind: 'DATASET', name, part: '*' };
}
