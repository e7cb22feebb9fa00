import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

/** Something that has to be loaded: not there yet, there, or failed. A reload keeps showing what was there. */
export type Resource<Value> =
  | { state: 'loading' }
  | { state: 'ready'; value: Value }
  | { state: 'failed'; error: unknown };

export type Loaded<Value> = Resource<Value> & { reload: () => void };

/** Loads by key; a new key starts over, an answer that comes too late is dropped. */
export function useResource<Value>(key: string, load: () => Promise<Value>): Loaded<Value> {
  const [shown, setShown] = useState<{ key: string; resource: Resource<Value> }>({
    key,
    resource: { state: 'loading' },
  });
  const latest = useRef({ key, load, turn: 0 });
  latest.current.key = key;
  latest.current.load = load;

  const reload = useCallback(() => {
    latest.current.turn += 1;
    const { turn, key: wanted, load: run } = latest.current;
    const settle = (resource: Resource<Value>): void => {
      if (latest.current.turn === turn) setShown({ key: wanted, resource });
    };
    run().then(
      (value) => settle({ state: 'ready', value }),
      (error: unknown) => settle({ state: 'failed', error }),
    );
  }, []);
  useEffect(reload, [key, reload]);
  const resource: Resource<Value> = shown.key === key ? shown.resource : { state: 'loading' };
  return { ...resource, reload };
}
