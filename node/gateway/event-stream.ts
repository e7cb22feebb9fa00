import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Decisions } from '../decisions/decisions.ts';
import type { Calls } from '../governance/calls.ts';
import type { Proposals } from '../governance/proposals.ts';
import type { Texts } from '../governance/texts.ts';
import type { Change, Feed } from './feed.ts';
import type { BlockNotice } from './schemas/event.ts';

export interface EventStreamOptions {
  feed: Feed;
  decisions: Pick<Decisions, 'get'>;
  calls: Pick<Calls, 'get'>;
  texts: Pick<Texts, 'get'>;
  proposals: Pick<Proposals, 'get'>;
  /** The last sequence the listener saw. */
  after: number;
  signal: AbortSignal;
  heartbeatSeconds: number;
}

const changesAtOnce = 100;

/**
 * Tells one listener what changes until the signal (server-sent events, WHATWG HTML 9.2). Nothing queues up for a slow
 * listener: changes are read from the feed when it has taken the last ones, and of blocks only the newest is kept.
 */
export async function streamEvents(response: ServerResponse, options: EventStreamOptions): Promise<void> {
  const { feed, signal } = options;
  let block: BlockNotice | undefined;
  let wake = (): void => {};
  const stop = feed.listen((notice) => {
    block = notice ?? block;
    wake();
  });
  signal.addEventListener('abort', () => wake(), { once: true });
  const write = async (text: string): Promise<void> => {
    if (!response.write(text)) await once(response, 'drain', { signal });
  };
  try {
    let seen = options.after;
    while (!signal.aborted) {
      const rung = new Promise<void>((resolve) => {
        wake = resolve;
      });
      for (
        let changes = feed.after(seen, changesAtOnce);
        changes.length > 0;
        changes = feed.after(seen, changesAtOnce)
      ) {
        for (const change of changes) {
          const text = await describeChange(change, options);
          if (text !== undefined) await write(text);
          seen = change.sequence;
        }
      }
      if (block !== undefined) await write(`event: block\ndata: ${JSON.stringify(block)}\n\n`);
      block = undefined;
      if (!(await ringsWithin(rung, options.heartbeatSeconds))) await write(': alive\n\n');
    }
  } catch (error) {
    // A listener that went away ends its stream, nothing else.
    if (!signal.aborted) throw error;
  } finally {
    stop();
  }
}

async function describeChange(change: Change, options: EventStreamOptions): Promise<string | undefined> {
  const { event, view } = await viewOf(change, options);
  if (view === undefined) return undefined;
  return `event: ${event}\nid: ${change.sequence}\ndata: ${JSON.stringify(view)}\n\n`;
}

async function viewOf(change: Change, { decisions, calls, texts, proposals }: EventStreamOptions) {
  if ('decision' in change) return { event: 'decision', view: await decisions.get(change.decision) };
  if ('call' in change) return { event: 'call', view: calls.get(change.call) };
  if ('proposal' in change) return { event: 'proposal', view: await proposals.get(change.proposal) };
  return { event: 'text', view: await texts.get(change.text) };
}

async function ringsWithin(rung: Promise<void>, seconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), seconds * 1000);
  });
  const first = await Promise.race([rung.then(() => true as const), late]);
  clearTimeout(timer);
  return first;
}
