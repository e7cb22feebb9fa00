import type { JSX } from 'preact';
import type { ProposalView } from '../../client/views.ts';
import { PROPOSAL_MARKS } from '../proposal-words.ts';
import { useText } from '../text.ts';
import { Mark } from './mark.tsx';

/** A proposal's state as icon and word. */
export function ProposalMark({ state }: Pick<ProposalView, 'state'>): JSX.Element {
  const { t } = useText();
  return <Mark {...PROPOSAL_MARKS[state]} word={t(`proposalState.${state}`)} />;
}
