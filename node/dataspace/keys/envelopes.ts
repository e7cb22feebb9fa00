import type { Address } from 'viem';
import { cidOfRaw } from '../../protocol/cid.ts';
import { requireEnvelope } from '../../protocol/dataset/envelope.ts';
import { NodeError } from '../../protocol/errors.ts';
import type { DatasetsTable } from '../datasets/datasets-table.ts';
import type { EnvelopeRow, EnvelopesTable } from './envelopes-table.ts';
import type { Grant, GrantBasis, Grants } from './grants.ts';

export interface NewEnvelope {
  dataset: string;
  version: number;
  grantee: Address;
  /** An age file; this node cannot open it. */
  envelope: Uint8Array;
}

export interface Envelopes {
  /** Whether a key may be sealed to this grantee now; told to the owner and to the grantee. Throws what {@link Grants.require} does, 'DATASET_NOT_OWNER'. */
  grantOf(who: Address, asked: { dataset: string; version: number; grantee: Address }): Grant;
  /** Keeps what the owner sealed, after the grant was checked again. 'DATASET_NOT_OWNER', 'ENVELOPE_INVALID', {@link Grants.require}. */
  put(owner: Address, sealed: NewEnvelope): EnvelopeRow;
  /** The grantee's own, while its grant lasts. 'ENVELOPE_NOT_SEALED' where the owner has not sealed one yet. */
  get(grantee: Address, asked: { dataset: string; version: number }): EnvelopeRow;
  /** Forgets the envelopes of a dataset, or of one version, for its owner. How many there were. */
  erase(owner: Address, asked: { dataset: string; version?: number }): number;
}

export interface EnvelopesOptions {
  table: EnvelopesTable;
  datasets: DatasetsTable;
  grants: Grants;
  /** Unix seconds. */
  clock: () => number;
}

export function createEnvelopes({ table, datasets, grants, clock }: EnvelopesOptions): Envelopes {
  function requireOwner(account: Address, dataset: string): void {
    const row = datasets.get(dataset);
    if (row === undefined) throw new NodeError('DATASET_UNKNOWN', { field: 'name', dataset });
    if (row.owner !== account.toLowerCase()) throw new NodeError('DATASET_NOT_OWNER', { dataset, account });
  }

  return {
    grantOf(who, asked) {
      if (who.toLowerCase() !== asked.grantee.toLowerCase()) requireOwner(who, asked.dataset);
      return grants.require(asked);
    },
    put(owner, { dataset, version, grantee, envelope }) {
      requireOwner(owner, dataset);
      requireEnvelope(envelope);
      const { basis, blockNumber } = grants.require({ grantee, dataset, version });
      const row: EnvelopeRow = {
        dataset,
        version,
        grantee,
        cid: cidOfRaw(envelope),
        bytes: envelope,
        basis: basisText(basis),
        block: blockNumber,
        sealedAt: clock(),
      };
      table.put(row);
      return row;
    },
    get(grantee, { dataset, version }) {
      grants.require({ grantee, dataset, version });
      const row = table.get(dataset, version, grantee);
      if (row === undefined) throw new NodeError('ENVELOPE_NOT_SEALED', { dataset, version, grantee });
      return row;
    },
    erase(owner, { dataset, version }) {
      requireOwner(owner, dataset);
      const rows = table.list(dataset).filter((row) => version === undefined || row.version === version);
      table.erase(dataset, version);
      return rows.length;
    },
  };
}

function basisText(basis: GrantBasis): string {
  if (basis.kind === 'agreement') return `agreement ${basis.agreement}`;
  return basis.kind === 'policy' ? `policy ${basis.policyId}` : basis.kind;
}
