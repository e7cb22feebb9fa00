import type { JSX } from 'preact';
import type { ParticipantStatusName } from '../../client/views.ts';
import { useText } from '../text.ts';
import { Mark } from './mark.tsx';

/** Whether a participant may act now. */
export function ParticipantMark({ status }: { status: ParticipantStatusName }): JSX.Element {
  const { t } = useText();
  return status === 'ACTIVE' ? (
    <Mark tone="good" icon="check" word={t('status.ACTIVE')} />
  ) : (
    <Mark tone="bad" icon="cross" word={t('status.SUSPENDED')} />
  );
}
