import type { ComponentChildren, JSX } from 'preact';

/** Pairs of term and value; a pair without a value is left out. */
export function Facts({ pairs }: { pairs: readonly (readonly [string, ComponentChildren])[] }): JSX.Element {
  return (
    <dl class="facts">
      {pairs
        .filter(([, value]) => value !== undefined)
        .map(([term, value]) => (
          <div key={term} class="contents">
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
