import type { JSX } from 'preact';
import type { PolicyView } from '../../client/views.ts';
import { useText } from '../text.ts';
import { Mark } from './mark.tsx';

/** Whether a policy is in force, and whether its review is overdue. */
export function PolicyMark({ policy }: { policy: Pick<PolicyView, 'state' | 'isOverdue'> }): JSX.Element {
  const { t } = useText();
  if (policy.state === 'RETIRED') return <Mark tone="none" icon="dash" word={t('policyState.RETIRED')} />;
  if (policy.isOverdue) return <Mark tone="wait" icon="clock" word={t('policyState.overdue')} />;
  return <Mark tone="good" icon="check" word={t('policyState.PUBLISHED')} />;
}
