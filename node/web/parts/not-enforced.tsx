import type { JSX } from 'preact';
import type { Unenforceable } from '../../protocol/policy/unenforceable.ts';
import { useText } from '../text.ts';
import { Mark } from './mark.tsx';

/** What a policy says and no machine here can enforce, with what becomes of it. */
export function NotEnforced({ entries }: { entries: readonly Unenforceable[] }): JSX.Element {
  const { t } = useText();
  if (entries.length === 0)
    return (
      <p>
        <Mark tone="good" icon="check" word={t('notEnforced.none')} />
      </p>
    );
  return (
    <ul class="checks">
      {entries.map(({ field, says, consequence }) => (
        <li key={`${field} ${says}`}>
          <Mark tone="wait" icon="flag" word={t('notEnforced.word')} />
          <p>
            <q>{says}</q>: {t(`consequence.${consequence}`)} <code class="quiet">{field}</code>
          </p>
        </li>
      ))}
    </ul>
  );
}
