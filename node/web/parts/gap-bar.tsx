import type { JSX } from 'preact';
import { formatPercent } from '../format.ts';
import { useText } from '../text.ts';

const WIDTH = 600;

/** From today (left) to the proven best (right): filled is what the plan takes, hatched is what may be left. */
export function GapBar({ taken }: { taken: number }): JSX.Element {
  const { t, locale } = useText();
  const won = Math.min(Math.max(taken, 0), 1) * WIDTH;
  const sentence = t('numbers.taken', { share: formatPercent(locale, taken) });
  return (
    <div class="gap">
      <p>
        <strong>{sentence}</strong>
      </p>
      <svg viewBox={`0 0 ${WIDTH} 24`} preserveAspectRatio="none" role="img" aria-label={sentence}>
        <rect class="open" x="0.5" y="0.5" width={WIDTH - 1} height="23" />
        {hatches(won).map((x) => (
          <path key={x} class="hatch" d={`M${x} 23L${Math.min(x + 12, WIDTH - 1)} 1`} stroke-width="1" />
        ))}
        <rect class="won" x="0" y="0" width={won} height="24" />
      </svg>
      <p class="gap-ends">
        <span>{t('numbers.today')}</span>
        <span>{t('numbers.bound')}</span>
      </p>
    </div>
  );
}

function hatches(from: number): number[] {
  const count = Math.max(0, Math.floor((WIDTH - from - 4) / 8));
  return Array.from({ length: count }, (_, index) => from + 2 + index * 8);
}
