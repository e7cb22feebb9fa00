import type { JSX } from 'preact';
import type { DecisionStateName } from '../../client/views.ts';
import { STATE_MARKS } from '../decision-words.ts';
import { useText } from '../text.ts';
import { Mark } from './mark.tsx';

/** A decision's state as icon and word. */
export function StateMark({ state }: { state: DecisionStateName }): JSX.Element {
  const { t } = useText();
  return <Mark {...STATE_MARKS[state]} word={t(`state.${state}`)} />;
}
