import type { ContentStore } from '../content/content-store.ts';
import type { Calls } from '../governance/calls.ts';
import type { Participants } from '../governance/participants.ts';
import { digestOfCid } from '../protocol/cid.ts';
import { isNodeError } from '../protocol/errors.ts';
import type { DecisionRow } from './decision-row.ts';
import type { DecisionsTable } from './decisions-table.ts';

/** One thing found; `path` is its address on the page. */
export interface Found {
  kind: 'decision' | 'participant' | 'call' | 'content';
  id: string;
  label: string;
  path: string;
}

export interface Search {
  find(text: string): Promise<Found[]>;
}

export interface SearchOptions {
  table: DecisionsTable;
  participants: Participants;
  calls: Calls;
  content: ContentStore;
}

const mostHits = 20;

/** Finds a decision by number, anything by CID, digest or address, and participants by a part of their name. */
export function createSearch({ table, participants, calls, content }: SearchOptions): Search {
  async function byCid(cid: string): Promise<Found[]> {
    const digest = digestOfCidOrNone(cid);
    if (digest === undefined) return [];
    const decisions = table.withDigest(digest).map(decisionFound);
    const here = await content.has(cid).catch(() => false);
    return here ? [...decisions, { kind: 'content', id: cid, label: cid, path: `/content/${cid}` }] : decisions;
  }

  function byNumber(text: string): Found[] {
    const row = /^#?\d{1,15}$/.test(text) ? table.get(Number(text.replace('#', ''))) : undefined;
    return row === undefined ? [] : [decisionFound(row)];
  }

  function byHash(text: string): Found[] {
    if (!isHash(text)) return [];
    const call = calls.get(text);
    const found = table.withDigest(text).map(decisionFound);
    return call === undefined
      ? found
      : [{ kind: 'call', id: call.digest, label: call.digest, path: `/calls/${call.digest}` }, ...found];
  }

  async function byParticipant(text: string): Promise<Found[]> {
    const wanted = text.toLowerCase();
    const hits = (await participants.list()).filter(
      ({ account, name, signers }) =>
        account === wanted ||
        (name ?? '').toLowerCase().includes(wanted) ||
        signers.some((signer) => signer === wanted),
    );
    return hits.map(({ account, name }) => ({
      kind: 'participant',
      id: account,
      label: name ?? account,
      path: `/people/${account}`,
    }));
  }

  return {
    async find(query) {
      const text = query.trim();
      const found = [...byNumber(text), ...byHash(text), ...(await byCid(text)), ...(await byParticipant(text))];
      return found.slice(0, mostHits);
    },
  };
}

function decisionFound({ id }: DecisionRow): Found {
  return { kind: 'decision', id: String(id), label: String(id), path: `/decisions/${id}` };
}

function digestOfCidOrNone(text: string): `0x${string}` | undefined {
  try {
    return digestOfCid(text);
  } catch (error) {
    if (isNodeError(error, 'CID_INVALID')) return undefined;
    throw error;
  }
}

function isHash(text: string): text is `0x${string}` {
  return /^0x[0-9a-fA-F]{64}$/.test(text);
}
