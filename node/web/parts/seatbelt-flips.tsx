import type { JSX } from 'preact';
import type { SeatbeltView } from '../../client/views.ts';
import type { Names } from '../call-sentence.ts';
import { shorten } from '../format.ts';
import { purposeText } from '../rule-words.ts';
import { isMessageKey, useText } from '../text.ts';
import { Mark } from './mark.tsx';

type Flip = SeatbeltView['replay']['flips'][number];

/** Recorded answers that would be another one: what they would be, and who asked for what, how often. */
export function SeatbeltFlips({ flips, names }: { flips: readonly Flip[]; names: Names }): JSX.Element {
  const text = useText();
  const { t } = text;
  if (flips.length === 0) return <p>{t('seatbelt.noFlips')}</p>;
  return (
    <ul class="checks">
      {flips.map(({ participant, target, action, purpose, after, count }) => {
        const key = `policy.action.${action}`;
        const isPermit = after === 'permit';
        const values = {
          who: nameOf(participant) ?? t('why.stranger'),
          action: isMessageKey(key) ? t(key) : action,
          target: target.replace(/^urn:qdt:/, ''),
          purpose: purpose === '' ? t('why.noPurpose') : purposeText(purpose, text),
          count,
        };
        return (
          <li key={`${participant} ${target} ${action} ${purpose} ${after}`} data-flip={after}>
            <Mark
              tone={isPermit ? 'good' : 'bad'}
              icon={isPermit ? 'check' : 'cross'}
              word={t(isPermit ? 'seatbelt.permit' : 'seatbelt.deny')}
            />
            <p>{t('seatbelt.flip', values)}</p>
          </li>
        );
      })}
    </ul>
  );

  /** Nobody's account is zero: it stands for somebody unknown. */
  function nameOf(participant: string): string | undefined {
    if (/^(0x0{40}|anyone)$/.test(participant)) return undefined;
    return names.get(participant.toLowerCase()) ?? shorten(participant);
  }
}
