import type { Hex } from 'viem';
import type { ContentStore } from '../content/content-store.ts';
import { defaultLimits } from '../content/limits.ts';
import { walkDag } from '../content/links.ts';
import type { CostComponent } from '../governance/call-record.ts';
import type { Participants } from '../governance/participants.ts';
import { cidOfDigest, parseCid } from '../protocol/cid.ts';
import { isNodeError, NodeError } from '../protocol/errors.ts';
import type { DecisionRow, RecordRow } from './decision-row.ts';
import type { DecisionCost, DecisionRecordView } from './decision-view.ts';
import type { DecisionsTable } from './decisions-table.ts';

export interface DecisionsOptions {
  table: DecisionsTable;
  participants: Participants;
  content: ContentStore;
  /** The cost note that came with the recording call. */
  costOf: (digest: Hex) => readonly CostComponent[];
}

export interface DecisionPage {
  decisions: DecisionRecordView[];
  /** The `before` of the next page; undefined on the last one. */
  next: number | undefined;
}

export interface Decisions {
  get(id: number): Promise<DecisionRecordView | undefined>;
  list(query: { limit: number; before?: number; state?: string }): Promise<DecisionPage>;
}

/** Decisions as the index knows them, with names and sizes from content. */
export function createDecisions({ table, participants, content, costOf }: DecisionsOptions): Decisions {
  const sizes = new Map<string, number>();

  /** Bytes of all blocks under a CID; undefined while one is not here. */
  async function sizeOf(digest: Hex, deep: boolean): Promise<number | undefined> {
    const cid = cidOfDigest(digest);
    const known = sizes.get(cid);
    if (known !== undefined) return known;
    try {
      const total = deep ? await dagSize(content, cid) : (await content.get(cid)).length;
      sizes.set(cid, total);
      return total;
    } catch (error) {
      if (isNodeError(error)) return undefined;
      throw error;
    }
  }

  async function costView(row: DecisionRow): Promise<DecisionCost> {
    const { record, end } = row;
    const snapshot = await sizeOf(row.snapshot, true);
    const report = record === undefined ? undefined : await sizeOf(record.report, false);
    const components = record?.digest === undefined ? [] : costOf(record.digest);
    return {
      components: components.map(({ component, cpuSeconds }) => ({ component, cpuSeconds })),
      gas: {
        request: row.requestGas,
        ...(record === undefined ? {} : { record: record.gas }),
        ...(end === undefined ? {} : { finalize: end.gas }),
      },
      bytes: {
        ...(report === undefined ? {} : { report }),
        ...(snapshot === undefined ? {} : { snapshot }),
        ...(record === undefined ? {} : { calldata: record.calldataBytes }),
      },
    };
  }

  async function recordView(record: RecordRow): Promise<Partial<DecisionRecordView>> {
    const signers = record.signers.map(async (signer) => {
      const name = await participants.nameOfSigner(signer);
      return { signer, ...(name === undefined ? {} : { name }) };
    });
    const { report, modelRoot, sampleHash, energy, bound } = record;
    return {
      outcome: { reportCid: cidOfDigest(report), modelRoot, sampleHash, energy, bound },
      recordedAt: record.at,
      recordTransaction: record.transactionHash,
      recordBlock: record.blockNumber,
      recordGas: record.gas,
      challengeUntil: record.challengeUntil,
      signers: await Promise.all(signers),
    };
  }

  async function view(row: DecisionRow): Promise<DecisionRecordView> {
    if (row.state === 'NONE') throw new NodeError('INDEX_CORRUPT', { column: 'state', id: row.id });
    const { id, state, kind, agency, committee, isRestricted, recordBy, challengeWindow } = row;
    const agencyName = await participants.nameOf(agency);
    const committeeName = await participants.nameOf(committee);
    return {
      ...{ id, state, kind, agency, committee, isRestricted, recordBy, challengeWindow },
      ...(agencyName === undefined ? {} : { agencyName }),
      ...(committeeName === undefined ? {} : { committeeName }),
      problemCid: cidOfDigest(row.problem),
      snapshotCid: cidOfDigest(row.snapshot),
      requestedAt: row.requestedAt,
      requestTransaction: row.requestTransaction,
      requestBlock: row.requestBlock,
      ...(row.record === undefined ? {} : await recordView(row.record)),
      ...(row.end === undefined ? {} : { finalizedAt: row.end.at, finalTransaction: row.end.transactionHash }),
      cost: await costView(row),
    };
  }

  return {
    async get(id) {
      const row = table.get(id);
      return row === undefined ? undefined : await view(row);
    },
    async list({ limit, before = Number.MAX_SAFE_INTEGER, state }) {
      const rows = table.list({ before, state, limit: limit + 1 });
      const page = rows.slice(0, limit);
      return { decisions: await Promise.all(page.map(view)), next: rows.length > limit ? page.at(-1)?.id : undefined };
    },
  };
}

async function dagSize(content: ContentStore, cid: string): Promise<number> {
  let total = 0;
  for await (const { bytes } of walkDag(parseCid(cid), (link) => content.get(link.toString()), defaultLimits)) {
    total += bytes.length;
  }
  return total;
}
