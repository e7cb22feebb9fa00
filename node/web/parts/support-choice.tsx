import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { SupportName } from '../../client/views.ts';
import { SUPPORT_MARKS } from '../proposal-words.ts';
import { useText } from '../text.ts';
import { Mark } from './mark.tsx';

const SUPPORTS = ['FOR', 'AGAINST', 'ABSTAIN'] as const satisfies readonly SupportName[];

interface SupportChoiceProps {
  chosen: SupportName | undefined;
  onChoose: (support: SupportName) => void;
}

/** For, against or abstain; nothing is chosen beforehand. */
export function SupportChoice({ chosen, onChoose }: SupportChoiceProps): JSX.Element {
  const { t } = useText();
  const name = useId();
  return (
    <fieldset class="choices">
      <legend>{t('vote.choose')}</legend>
      {SUPPORTS.map((support) => (
        <label key={support} class="choice">
          <input
            type="radio"
            name={name}
            value={support}
            checked={chosen === support}
            onChange={() => onChoose(support)}
          />
          <Mark {...SUPPORT_MARKS[support]} word={t(`support.${support}`)} />
        </label>
      ))}
    </fieldset>
  );
}
