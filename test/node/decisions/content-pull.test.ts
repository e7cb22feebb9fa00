import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type ContentStore, createContentStore } from '../../../node/content/content-store.ts';
import { createContentPull } from '../../../node/decisions/content-pull.ts';
import { type DecisionsTable, openDecisionsTable } from '../../../node/decisions/decisions-table.ts';
import { openIndexDatabase } from '../../../node/decisions/index-database.ts';
import { cidOfBlock, digestOfCid } from '../../../node/protocol/cid.ts';
import { encodeProblem } from '../../../node/protocol/problems/problem.ts';
import { routesProblem } from '../../../node/protocol/problems/routes/parameters.ts';
import { takeSnapshot } from '../../../node/twin/demonstration.ts';

const problem = encodeProblem(routesProblem());
const snapshot = takeSnapshot(() => 1_790_000_000);
const account = `0x${'ab'.repeat(20)}` as const;

describe('pull of the content that decisions name', () => {
  let folder: string;
  let database: ReturnType<typeof openIndexDatabase>;
  let table: DecisionsTable;
  let content: ContentStore;
  let read: string[];
  let logged: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qdt-pull-'));
    database = openIndexDatabase(join(folder, 'index.sqlite'), `0x${'00'.repeat(32)}`);
    table = openDecisionsTable(database);
    content = await createContentStore(join(folder, 'content'));
    read = [];
    logged = [];
  });
  afterEach(async () => {
    database.close();
    await rm(folder, { recursive: true, force: true });
  });

  function createPull() {
    const get = (cid: string) => {
      read.push(cid);
      return content.get(cid);
    };
    return createContentPull({ table, content: { get }, log: (event) => void logged.push(event) });
  }

  function request(id: number, isRestricted: boolean): void {
    const digests = { problem: digestOfCid(cidOfBlock(problem)), snapshot: digestOfCid(snapshot.cid) };
    const terms = {
      kind: 'routes',
      agency: account,
      committee: account,
      isRestricted,
      recordBy: 9,
      challengeWindow: 5,
    };
    const transactionHash = `0x${'11'.repeat(32)}` as const;
    table.request({ id, ...digests, ...terms, at: 1, transactionHash, blockNumber: 1, gas: 1 });
  }

  it('reads problem and whole snapshot, and tries again what was missing, complaining once', async () => {
    request(1, false);
    const pull = createPull();
    pull.pull(1);
    pull.retry();
    await pull.settled();
    pull.retry();
    await pull.settled();
    expect(logged).to.deep.equal(['content.not-pulled']);

    for (const bytes of [problem, ...snapshot.blocks.map((block) => block.bytes)]) await content.putBlock(bytes);
    read = [];
    pull.retry();
    await pull.settled();
    expect(logged).to.deep.equal(['content.not-pulled', 'content.pulled', 'content.pulled']);
    expect(read).to.have.members([cidOfBlock(problem), ...snapshot.blocks.map(({ cid }) => cid)]);
    read = [];
    pull.retry();
    await pull.settled();
    expect(read).to.deep.equal([]);
  });

  it('reads nothing of a restricted decision, of an unknown one, and after it was stopped', async () => {
    request(1, true);
    request(2, false);
    const pull = createPull();
    for (const id of [1, 3]) pull.pull(id);
    await pull.settled();
    await pull.stop();
    pull.pull(2);
    await pull.settled();
    expect(read).to.deep.equal([]);
  });
});
