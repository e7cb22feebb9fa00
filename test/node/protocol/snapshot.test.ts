import { expect } from 'chai';
import { decodeCanonical, encodeCanonical } from '../../../node/protocol/canonical.ts';
import { cidOfBlock, parseCid } from '../../../node/protocol/cid.ts';
import { readSnapshot, writeSnapshot } from '../../../node/protocol/snapshot.ts';
import { expectRejection } from '../../expect-code.ts';
import { snapshot } from './problems/decision.fixture.ts';

function store(blocks = snapshot.blocks) {
  const byCid = new Map(blocks.map(({ cid, bytes }) => [cid, bytes]));
  return { byCid, get: async (cid: string) => byCid.get(cid) ?? new Uint8Array() };
}

type Change = (fields: Record<string, unknown>) => unknown;

/** A snapshot with one of its documents changed and its CIDs consistent. */
function changed(part: 'network' | 'demand' | 'flows' | 'root', change: Change) {
  const { byCid, get } = store();
  const read = (cid: string) => ({ ...Object(decodeCanonical(byCid.get(cid) ?? new Uint8Array())) });
  const put = (document: unknown) => {
    const bytes = encodeCanonical(document);
    byCid.set(cidOfBlock(bytes), bytes);
    return cidOfBlock(bytes);
  };
  const root = read(snapshot.cid);
  if (part === 'root') return { cid: put(change(root)), get };
  const link = parseCid(put(change(read(String(root[part])))));
  return { cid: put({ ...root, [part]: link }), get };
}

describe('a snapshot', () => {
  it('comes back from its blocks', async () => {
    expect(await readSnapshot(snapshot.cid, store().get)).to.deep.equal(snapshot.content);
  });

  it('has the same CID for the same content', () => {
    const { cid: _, ...parts } = snapshot.content;
    expect(writeSnapshot(parts).content.cid).to.equal(snapshot.cid);
  });

  it('is refused with a flipped byte in any of its blocks', async () => {
    let flips = 0;
    for (const { cid, bytes } of snapshot.blocks) {
      for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
        const { byCid, get } = store();
        const flipped = bytes.slice();
        flipped[at] = (flipped[at] ?? 0) ^ 1;
        byCid.set(cid, flipped);
        await expectRejection('CONTENT_HASH_MISMATCH', readSnapshot(snapshot.cid, get));
        flips++;
      }
    }
    expect(flips).to.equal(12);
  });

  const link = { id: 1, from: 1, to: 2, capacity: 100, freeFlowTime: 5 };
  const refused: [name: string, part: 'network' | 'demand' | 'flows' | 'root', change: Change][] = [
    ['an unknown field', 'root', (fields) => ({ ...fields, weather: 'fine' })],
    ['no time', 'root', ({ takenAt: _, ...fields }) => fields],
    ['a part that is no link', 'root', (fields) => ({ ...fields, flows: 'flows' })],
    ['a road of no capacity', 'network', (fields) => ({ ...fields, links: [{ ...link, capacity: 0 }] })],
    ['a road to nowhere', 'network', (fields) => ({ ...fields, links: [{ ...link, to: 99 }] })],
    ['a road twice', 'network', (fields) => ({ ...fields, links: [link, link] })],
    ['a broken time', 'network', (fields) => ({ ...fields, links: [{ ...link, freeFlowTime: 0.5 }] })],
    ['trips to nowhere', 'demand', (fields) => ({ ...fields, trips: [[1, 99, 5]] })],
    [
      'trips out of order',
      'demand',
      (fields) => ({
        ...fields,
        trips: [
          [2, 1, 5],
          [1, 2, 5],
        ],
      }),
    ],
    ['more trips than a city has', 'demand', (fields) => ({ ...fields, trips: [[1, 2, 10_000_001]] })],
    ['a flow too few', 'flows', (fields) => ({ ...fields, flows: [1, 2, 3] })],
    ['a negative flow', 'flows', (fields) => ({ ...fields, flows: new Array(76).fill(-1) })],
    ['another format', 'flows', (fields) => ({ ...fields, format: 'qdt-link-flows/2' })],
  ];
  for (const [name, part, change] of refused) {
    it(`has not ${name}`, async () => {
      const { cid, get } = changed(part, change);
      await expectRejection('DOCUMENT_INVALID', readSnapshot(cid, get));
    });
  }
});
