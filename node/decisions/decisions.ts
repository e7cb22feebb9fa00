import type { Hex } from 'viem';
import type { ContentStore } from '../content/content-store.ts';
import { defaultLimits } from '../content/limits.ts';
import { walkDag } from '../content/links.ts';
import type { CostComponent } from '../governance/call-record.ts';
import type { Participants } from '../governance/participants.ts';
import type { DecisionState } from '../protocol/abi.ts';
import { cidOfDigest, parseCid } from '../protocol/cid.ts';
import { isNodeError, NodeError } from '../protocol/errors.ts';
import { courseOf } from './decision-course.ts';
import type { DecisionRow, RecordRow } from './decision-row.ts';
import type { DecisionStepsTable } from './decision-steps-table.ts';
import type { DecisionCost, DecisionRecordView } from './decision-view.ts';
import type { DecisionsTable } from './decisions-table.ts';
import type { Enactors } from './enactors.ts';

export interface DecisionsOptions {
  table: DecisionsTable;
  participants: Participants;
  content: ContentStore;
  steps: Pick<DecisionStepsTable, 'of'>;
  enactors: Enactors;
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

/** Until then somebody may enact or decline it. */
const undecided: ReadonlySet<DecisionState> = new Set(['REQUESTED', 'RECORDED', 'CHALLENGED', 'OBJECTED', 'FINAL']);

/** Decisions as the index knows them, with names and sizes from content. */
export function createDecisions({
  table,
  steps,
  participants,
  content,
  enactors,
  costOf,
}: DecisionsOptions): Decisions {
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
      ...(row.mandate === undefined ? {} : { mandate: row.mandate }),
      ...(await courseOf(steps.of(id), participants)),
      ...(await enactorView(row)),
      cost: await costView(row),
    };
  }

  async function enactorView({ state, agency, kind }: DecisionRow): Promise<Pick<DecisionRecordView, 'whoEnacts'>> {
    const whoEnacts = undecided.has(state) ? await enactors(agency, kind) : undefined;
    return whoEnacts === undefined ? {} : { whoEnacts };
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
