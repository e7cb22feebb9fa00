import type { JSX } from 'preact';
import type { ProposalView } from '../../client/views.ts';
import { useText } from '../text.ts';
import { Moment } from './moment.tsx';

/** The one time that matters in its state: when voting ends, when it may be carried out, since when it stands. */
export function ProposalWhen({ proposal }: { proposal: ProposalView }): JSX.Element {
  const { t } = useText();
  const [key, at] = momentOf(proposal);
  return (
    <>
      {t(`proposalWhen.${key}`)} <Moment at={at} />
    </>
  );
}

function momentOf({ state, voteStart, voteEnd, eta, executedAt, canceledAt }: ProposalView) {
  if (state === 'PENDING') return ['begins', voteStart] as const;
  if (state === 'ACTIVE') return ['ends', voteEnd] as const;
  if (state === 'QUEUED') return ['from', eta ?? voteEnd] as const;
  if (state === 'EXECUTED') return ['executed', executedAt ?? voteEnd] as const;
  if (state === 'CANCELED') return ['stopped', canceledAt ?? voteEnd] as const;
  return ['ended', voteEnd] as const;
}
