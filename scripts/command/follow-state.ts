import { setTimeout as pause } from 'node:timers/promises';
import { argumentInvalid } from './run-command.ts';

const pollMilliseconds = 500;

export interface FollowOptions<V> {
  read: () => Promise<V>;
  /** What is told of it when it changed. */
  lines: (view: V) => string[];
  /** Acts on it, and says whether it is done. */
  act: (view: V) => Promise<boolean>;
  seconds: number;
  tell: (line: string) => void;
}

/** Follows something that changes, telling each change once, until it is done or the time is over. Returns what it saw last. */
export async function followState<V>({ read, lines, act, seconds, tell }: FollowOptions<V>): Promise<V> {
  const deadline = Date.now() + seconds * 1000;
  let told = '';
  for (;;) {
    const view = await read();
    const text = lines(view).join('\n');
    if (text !== told) tell(text);
    told = text;
    if ((await act(view)) || Date.now() > deadline) return view;
    await pause(pollMilliseconds);
  }
}

export function secondsOf(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw argumentInvalid('is a number of seconds', 'wait');
  return Number(text);
}
