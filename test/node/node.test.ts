import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { followNetwork } from '../../node/client/events.ts';
import type { DecisionView, NetworkEvent } from '../../node/client/views.ts';
import {
  agencyKey,
  committeeKeys,
  recordBatch,
  requestBatch,
  startTestCity,
  submission,
  type TestCity,
} from './city.fixture.ts';

describe('a node', function () {
  this.timeout(120_000);
  let city: TestCity;
  let id: number;
  let snapshotCid: string;

  before(async () => {
    city = await startTestCity();
    snapshotCid = (await city.client.takeSnapshot()).cid;
    const { batch, blocks } = requestBatch(city, snapshotCid, 11n);
    const result = await city.client.requestDecision(submission(city.network, batch, [agencyKey()], blocks));
    if (!('id' in result)) throw new Error('the request waits');
    id = result.id;
  });
  after(() => city.remove());

  it('keeps its relay key to itself', async () => {
    const { mode } = await stat(join(city.config.dataFolder, 'relay.key'));
    expect(mode & 0o777).to.equal(0o600);
  });

  it('shows who is enrolled, with names, roles and signers', async () => {
    const { participants } = await city.client.participants();
    expect(
      participants.map(({ name, kind, roles, threshold }) => ({ name, kind, roles, threshold })),
    ).to.have.deep.members([
      { name: 'Test Agency', kind: 'AGENCY', roles: ['AGENCY'], threshold: 1 },
      { name: 'Test Committee', kind: 'OPERATOR', roles: [], threshold: 2 },
    ]);
    expect((await city.client.participant(city.committee)).signers).to.have.length(3);
  });

  it('shows a requested decision at once', async () => {
    const decision = await city.client.decision(id);
    expect(decision).to.include({ id, state: 'REQUESTED', kind: 'routes', agencyName: 'Test Agency', snapshotCid });
    expect(decision.cost?.gas.request).to.be.greaterThan(100_000);
    expect((await city.client.decisions({ state: 'REQUESTED' })).decisions.map((one) => one.id)).to.deep.equal([id]);
  });

  it('tells live what changes, records with two of three signatures, and finalizes by itself when the window has passed', async () => {
    const stopping = new AbortController();
    const events = followNetwork({ url: city.node.url, signal: stopping.signal, lastEventId: 0 });
    const { batch, blocks } = recordBatch(city, id, snapshotCid);
    const [first, second] = committeeKeys();
    if (first === undefined || second === undefined) throw new Error('two keys');
    const cost = [{ component: 'annealer', cpuSeconds: 1.5 }];
    const waiting = await city.client.submitCall({ ...submission(city.network, batch, [first], blocks), cost });
    expect(waiting).to.include({ status: 'pending', threshold: 2 });
    const executed = await city.client.addSignature(
      waiting.digest,
      second.sign(city.network.contracts.verifier, waiting.digest),
    );
    expect(executed.status).to.equal('executed');
    const recorded = await city.client.decision(id);
    expect(recorded.state).to.equal('RECORDED');
    expect(recorded.signers).to.have.length(2);
    expect(recorded.cost?.components).to.deep.equal(cost);
    expect(recorded.cost?.gas.record).to.be.greaterThan(1_000_000);
    expect(recorded.cost?.bytes.calldata).to.be.greaterThan(16_000);
    const final = await firstFinal(events);
    stopping.abort();
    expect(final.finalizedAt).to.be.at.least(recorded.challengeUntil ?? Number.POSITIVE_INFINITY);
    expect(final.finalTransaction).to.match(/^0x/);
  });

  it('says the same after a restart, and after its index was lost', async () => {
    const before = await city.client.decision(id);
    const people = await city.client.participants();
    city = await city.restart();
    expect(await city.client.decision(id)).to.deep.equal(before);
    await city.node.stop();
    for (const suffix of ['', '-wal', '-shm']) {
      await rm(join(city.config.dataFolder, `index.sqlite${suffix}`), { force: true });
    }
    city = await city.restart();
    expect(await city.client.decision(id)).to.deep.equal(before);
    expect(await city.client.participants()).to.deep.equal(people);
    expect((await city.client.calls()).calls.map(({ status }) => status)).to.deep.equal([
      'executed',
      'executed',
      'executed',
    ]);
  });

  it('ends open event streams when it stops, and repeats everything to a listener that saw more than there is', async () => {
    const open = await fetch(`${city.node.url}/events`);
    city = await city.restart();
    expect((await open.text()).startsWith(': connected')).to.equal(true);
    const stopping = new AbortController();
    const events = followNetwork({ url: city.node.url, signal: stopping.signal, lastEventId: 1_000_000 });
    const { value } = await events.next();
    stopping.abort();
    expect(value).to.have.property('id').that.is.lessThan(1_000_000);
  });

  it('gives an anchor and a receipt up to it', async () => {
    const anchor = await city.client.anchor();
    expect(anchor).to.include({ chainId: city.network.chainId, genesisHash: city.network.genesisHash });
    expect(anchor.blockNumber).to.be.greaterThan(0);
    expect(await city.client.receipt(id)).to.include({ format: 'qdt-receipt/1', decisionId: String(id) });
  });

  it('gives blocks by CID with a cache for ever, and whole DAGs as CAR files', async () => {
    const block = await city.client.content(snapshotCid);
    const car = await city.client.contentCar(snapshotCid);
    expect(car.length).to.be.greaterThan(block.length);
    const response = await fetch(`${city.node.url}/content/${snapshotCid}`);
    expect(response.headers.get('cache-control')).to.contain('immutable');
    expect(response.headers.get('content-type')).to.equal('application/vnd.ipld.dag-cbor');
  });

  it('finds a decision by number and by CID, and a participant by a part of its name', async () => {
    const kinds = async (text: string) => (await city.client.search(text)).hits.map(({ kind }) => kind);
    expect(await kinds(String(id))).to.contain('decision');
    expect(await kinds(snapshotCid)).to.have.members(['decision', 'content']);
    expect(await kinds('agenc')).to.deep.equal(['participant']);
    expect(await kinds('nothing like it')).to.deep.equal([]);
  });

  it('answers JSON-RPC with read methods only', async () => {
    const ask = (method: string) => city.client.rpc({ jsonrpc: '2.0', id: 1, method, params: [] });
    expect(await ask('eth_chainId')).to.have.property('result');
    expect(await ask('hardhat_mine')).to.have.property('error');
  });

  it('writes no private key into its log or its public answers', async () => {
    const key = (await readFile(join(city.config.dataFolder, 'relay.key'), 'utf8')).trim();
    const network = JSON.stringify(await city.client.network());
    expect(network).not.to.contain(key.slice(2));
  });
});

async function firstFinal(events: AsyncGenerator<NetworkEvent>): Promise<DecisionView> {
  for await (const event of events) if (event.event === 'decision' && event.data.state === 'FINAL') return event.data;
  throw new Error('no final decision was told');
}
