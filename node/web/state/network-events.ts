import { useEffect, useRef, useState } from 'preact/hooks';
import { followNetwork } from '../../client/events.ts';
import type { NetworkEvent } from '../../client/views.ts';

type Listener = (event: NetworkEvent) => void;

/** One connection for the whole page, open while somebody listens. */
const listeners = new Set<Listener>();
const watchers = new Set<(connected: boolean) => void>();
let connection: AbortController | undefined;

function listen(listener: Listener): () => void {
  listeners.add(listener);
  if (connection === undefined) {
    connection = new AbortController();
    void follow(connection.signal);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    connection?.abort();
    connection = undefined;
  };
}

async function follow(signal: AbortSignal): Promise<void> {
  const onConnection = (connected: boolean): void => {
    for (const watcher of watchers) watcher(connected);
  };
  for await (const event of followNetwork({ url: '', signal, retrySeconds: 2, onConnection })) {
    for (const listener of listeners) listener(event);
  }
}

/** Calls back for every event of the node while the component is shown. */
export function useNetworkEvents(listener: Listener): void {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => listen((event) => latest.current(event)), []);
}

/** Whether the node's event stream stands; `undefined` until that is known. */
export function useConnection(): boolean | undefined {
  const [connected, setConnected] = useState<boolean | undefined>(undefined);
  useEffect(() => {
    watchers.add(setConnected);
    return () => {
      watchers.delete(setConnected);
    };
  }, []);
  useNetworkEvents(() => {});
  return connected;
}
