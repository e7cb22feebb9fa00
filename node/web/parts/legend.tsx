import type { JSX } from 'preact';
import { CHANGE_CLASSES, LOAD_CLASSES, PATTERNS } from '../road-class.ts';
import { useText } from '../text.ts';

/** What colours and dashes mean. */
export function Legend({ withChange }: { withChange: boolean }): JSX.Element {
  const { t } = useText();
  const kinds = [...LOAD_CLASSES, ...(withChange ? CHANGE_CLASSES : [])];
  return (
    <ul class="legend">
      {kinds.map((kind) => (
        <li key={kind}>
          <svg viewBox="0 0 38 12" aria-hidden="true" focusable="false">
            <path class={`road ${kind}`} d="M1 6h36" stroke-width="4" stroke-dasharray={PATTERNS[kind]} />
          </svg>
          {t(`road.${kind}`)}
        </li>
      ))}
    </ul>
  );
}
