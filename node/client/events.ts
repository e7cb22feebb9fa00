import { type HttpOptions, sendRequest } from './http.ts';
import { readServerSentEvents } from './sse.ts';
import type { NetworkEvent } from './views.ts';

export interface FollowOptions extends HttpOptions {
  signal: AbortSignal;
  /** The id of the last event seen; the node repeats what came after it. */
  lastEventId?: number;
  /** Seconds to wait before connecting again. */
  retrySeconds?: number;
  /** Told when the connection stands or is lost, for a sign on the page. */
  onConnection?: (connected: boolean) => void;
}

/** Follows GET /events until the signal, reconnecting where it broke off; nothing is missed, something may come twice. */
export async function* followNetwork(options: FollowOptions): AsyncGenerator<NetworkEvent> {
  let lastEventId = options.lastEventId;
  while (!options.signal.aborted) {
    try {
      const body = await connect(options, lastEventId);
      options.onConnection?.(true);
      for await (const { event, data, id } of readServerSentEvents(chunks(body))) {
        const seen = parseNetworkEvent(event, data, id);
        if (seen !== undefined) yield seen;
        if (id !== undefined) lastEventId = Number(id);
      }
    } catch (error) {
      if (options.signal.aborted) return;
      if (!(error instanceof Error)) throw error;
    }
    options.onConnection?.(false);
    await pause((options.retrySeconds ?? 1) * 1000, options.signal);
  }
}

async function connect(options: FollowOptions, lastEventId: number | undefined): Promise<ReadableStream<Uint8Array>> {
  const after = lastEventId === undefined ? '' : `?after=${lastEventId}`;
  const response = await sendRequest(options, `/events${after}`, { accept: 'text/event-stream' });
  return response.body ?? new ReadableStream();
}

/** A stream's chunks; not every browser lets a stream be iterated. */
async function* chunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parseNetworkEvent(event: string, data: string, id: string | undefined): NetworkEvent | undefined {
  if (event === 'block') return { event, data: JSON.parse(data) };
  if ((event === 'decision' || event === 'call' || event === 'text' || event === 'proposal') && id !== undefined) {
    return { event, id: Number(id), data: JSON.parse(data) };
  }
  return undefined;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
