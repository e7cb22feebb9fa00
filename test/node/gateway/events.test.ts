import { createServer, type Server } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import type { Hex } from 'viem';
import { followNetwork } from '../../../node/client/events.ts';
import type { NetworkEvent } from '../../../node/client/views.ts';
import type { DecisionRecordView } from '../../../node/decisions/decision-view.ts';
import { streamEvents } from '../../../node/gateway/event-stream.ts';
import { createFeed, type Feed } from '../../../node/gateway/feed.ts';
import type { Calls } from '../../../node/governance/calls.ts';
import type { Proposals } from '../../../node/governance/proposals.ts';
import type { TextView } from '../../../node/governance/texts.ts';
import { startTestGateway } from './gateway.fixture.ts';

const hash = `0x${'ab'.repeat(32)}` as const;
const account = `0x${'cd'.repeat(20)}` as const;

describe('the stream of events', () => {
  let feed: Feed;
  let server: Server;
  let url: string;
  let connections: number;
  const stopping = new AbortController();

  before(async () => {
    feed = createFeed(new DatabaseSync(':memory:'));
    connections = 0;
    server = createServer((request, response) => {
      connections += 1;
      const gone = new AbortController();
      response.on('close', () => gone.abort());
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const after = Number(
        new URL(request.url ?? '/', 'http://node.test').searchParams.get('after') ?? feed.lastSequence(),
      );
      const decisions = { get: async (id: number) => decisionOf(id) };
      const calls: Pick<Calls, 'get'> = { get: () => undefined };
      const texts = { get: async (hash: Hex) => textOf(hash) };
      const { signal } = gone;
      const proposals: Pick<Proposals, 'get'> = { get: async () => undefined };
      const services = { feed, decisions, calls, texts, proposals };
      void streamEvents(response, { ...services, after, signal, heartbeatSeconds: 0.05 });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const bound = server.address();
    url = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
  });
  after(() => {
    stopping.abort();
    server.closeAllConnections();
    server.close();
  });

  const follow = (lastEventId?: number) =>
    followNetwork({
      url,
      signal: stopping.signal,
      retrySeconds: 0.01,
      ...(lastEventId === undefined ? {} : { lastEventId }),
    });

  it('tells what came after the last event seen, then what comes', async () => {
    feed.decisionChanged(1);
    feed.decisionChanged(2);
    const events = follow(1);
    expect(await next(events)).to.include({ event: 'decision', id: 2 });
    feed.decisionChanged(3);
    feed.ring({ number: 9, hash, timestamp: 5 });
    expect(await next(events)).to.include({ event: 'decision', id: 3 });
    expect(await next(events)).to.deep.equal({ event: 'block', data: { number: 9, hash, timestamp: 5 } });
  });

  it('goes on where it broke off when the connection is lost', async () => {
    const events = follow(0);
    const last = feed.lastSequence();
    let seen = 0;
    while (seen < last) {
      const event = await next(events);
      if (event.event !== 'block') seen = event.id;
    }
    const before = connections;
    server.closeAllConnections();
    feed.decisionChanged(4);
    feed.ring();
    expect(await next(events)).to.include({ event: 'decision', id: last + 1 });
    expect(connections).to.be.greaterThan(before);
  });

  it('keeps of many changes of one thing only the last', async () => {
    const last = feed.lastSequence();
    for (let index = 0; index < 500; index++) feed.decisionChanged(7);
    expect(await next(follow(last))).to.include({ event: 'decision', id: last + 500 });
  });

  it('tells of texts what they say now', async () => {
    const last = feed.lastSequence();
    feed.textChanged(hash);
    expect(await next(follow(last))).to.deep.equal({ event: 'text', id: last + 1, data: textOf(hash) });
  });

  it('refuses an event id that cannot be', async () => {
    const gateway = await startTestGateway();
    const refused = await gateway.ask({ url: '/events?after=-1' });
    await gateway.close();
    expect(refused.json()).to.include({ code: 'INPUT_INVALID', field: 'after' });
  });
});

async function next(events: AsyncGenerator<NetworkEvent>): Promise<NetworkEvent> {
  const { value, done } = await events.next();
  if (done === true) throw new Error('the stream ended');
  return value;
}

function textOf(of: Hex): TextView {
  return {
    hash: of,
    kind: 'question',
    about: { kind: 'decision', id: '1' },
    author: account,
    text: 'Why?',
    createdAt: 1,
  };
}

function decisionOf(id: number): DecisionRecordView {
  return {
    id,
    state: 'REQUESTED',
    kind: 'routes',
    agency: account,
    committee: account,
    problemCid: 'b',
    snapshotCid: 'b',
    isRestricted: false,
    recordBy: 1,
    challengeWindow: 1,
    requestedAt: 1,
    requestTransaction: hash,
    requestBlock: 1,
    objections: [],
    beatenBy: [],
  };
}
