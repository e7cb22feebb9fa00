import { useEffect, useState } from 'preact/hooks';
import { useNetworkEvents } from './network-events.ts';

/** The node's time in unix seconds, carried on by this tab's own timer and set right by each new block. */
export function useNodeTime(told: number): number {
  const [known, setKnown] = useState(() => ({ told, since: performance.now() }));
  const [now, setNow] = useState(told);
  useNetworkEvents((event) => {
    if (event.event === 'block' && event.data.timestamp > now)
      setKnown({ told: event.data.timestamp, since: performance.now() });
  });
  useEffect(() => {
    const tick = (): void => setNow(known.told + Math.floor((performance.now() - known.since) / 1000));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [known]);
  return now;
}
