import type { JSX } from 'preact';
import { formatMoment } from '../format.ts';
import { useText } from '../text.ts';

/** A time: the reader's own, with UTC beside it. */
export function Moment({ at }: { at: number }): JSX.Element {
  const { locale } = useText();
  const { local, utc, iso } = formatMoment(locale, at);
  return (
    <time dateTime={iso}>
      {local} <span class="quiet">({utc})</span>
    </time>
  );
}
