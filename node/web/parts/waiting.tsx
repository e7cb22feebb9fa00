import type { JSX } from 'preact';

/** Work in progress. `done` from 0 to 1; without it the end is not known. */
export function Waiting({ word, done }: { word: string; done?: number }): JSX.Element {
  return (
    <div class="progress" role="status">
      <p>{word}</p>
      {done === undefined ? <progress aria-label={word} /> : <progress aria-label={word} max={1} value={done} />}
    </div>
  );
}
