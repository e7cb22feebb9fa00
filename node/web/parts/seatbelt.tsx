import type { JSX } from 'preact';
import type { SeatbeltView } from '../../client/views.ts';
import type { Names } from '../call-sentence.ts';
import { sayPhrase } from '../seatbelt-words.ts';
import { useText } from '../text.ts';
import { Mark } from './mark.tsx';
import { Moment } from './moment.tsx';
import { SeatbeltFlips } from './seatbelt-flips.tsx';

/** What a proposal really changes: who gains, who loses, what reads otherwise; and which past answers would flip. */
export function Seatbelt({ seatbelt, names }: { seatbelt: SeatbeltView; names: Names }): JSX.Element {
  const text = useText();
  const { t } = text;
  const { outcome, revert, effects, warnings, replay, block } = seatbelt;
  return (
    <>
      <p data-outcome={outcome}>
        {outcome === 'would revert' ? (
          <Mark tone="bad" icon="cross" word={t('seatbelt.wouldRevert')} />
        ) : (
          <Mark
            tone="good"
            icon="check"
            word={t(outcome === 'was carried out' ? 'seatbelt.wasCarriedOut' : 'seatbelt.wouldSucceed')}
          />
        )}
      </p>
      {revert !== undefined && <p>{sayPhrase(revert, names, text)}</p>}
      {warnings.map((warning) => (
        <p key={warning.text} class="notice wait">
          <Mark tone="wait" icon="flag" word={t('seatbelt.warning')} /> {sayPhrase(warning, names, text)}
        </p>
      ))}
      <ul class="checks">
        {effects.map((effect) => (
          <li key={effect.text} data-effect={kindOf(effect)}>
            <Mark {...MARKS[kindOf(effect)]} word={t(`seatbelt.kind.${kindOf(effect)}`)} />
            <p>{sayPhrase(effect, names, text)}</p>
          </li>
        ))}
      </ul>
      <h3>{t('seatbelt.replay')}</h3>
      <p>
        {t('seatbelt.replay.sentence', {
          records: replay.records,
          before: replay.permitsBefore,
          after: replay.permitsAfter,
        })}{' '}
        {t('why.since')} <Moment at={replay.from} />
      </p>
      <SeatbeltFlips flips={replay.flips} names={names} />
      <p class="small quiet">{t('seatbelt.block', { number: block.number })}</p>
    </>
  );
}

const MARKS = {
  gains: { tone: 'good', icon: 'check' },
  loses: { tone: 'bad', icon: 'cross' },
  changes: { tone: 'none', icon: 'pen' },
} as const;

function kindOf({ gains, loses }: SeatbeltView['effects'][number]): keyof typeof MARKS {
  if (gains !== undefined) return 'gains';
  return loses === undefined ? 'changes' : 'loses';
}
