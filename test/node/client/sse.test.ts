import { expect } from 'chai';
import fc from 'fast-check';
import { readServerSentEvents, type ServerSentEvent } from '../../../node/client/sse.ts';

describe('the reader of server-sent events', () => {
  it('reads events, ids and data over several lines, and skips comments', async () => {
    const text = ': hello\n\nevent: decision\nid: 7\ndata: {"a":\ndata: 1}\n\nevent: block\r\ndata: x\r\n\r\n';
    expect(await readAll([text])).to.deep.equal([
      { event: 'decision', id: '7', data: '{"a":\n1}' },
      { event: 'block', data: 'x' },
    ]);
  });

  it('does not care where the stream is cut', async () => {
    const text = 'event: call\nid: 1\ndata: "é€😀"\n\nid: 2\ndata: second\n\n';
    const bytes = new TextEncoder().encode(text);
    const expected = await readAll([text]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length }), async (cut) => {
        expect(await collect(stream([bytes.slice(0, cut), bytes.slice(cut)]))).to.deep.equal(expected);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('says nothing of an event that was cut off', async () => {
    expect(await readAll(['data: whole\n\ndata: half'])).to.deep.equal([{ event: 'message', data: 'whole' }]);
  });
});

const readAll = (texts: string[]) => collect(stream(texts.map((text) => new TextEncoder().encode(text))));

async function* stream(chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<ServerSentEvent[]> {
  const events: ServerSentEvent[] = [];
  for await (const event of readServerSentEvents(chunks)) events.push(event);
  return events;
}
