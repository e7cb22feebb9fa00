import type { JSX } from 'preact';
import type { ProposalView } from '../../client/views.ts';
import { useText } from '../text.ts';
import { Facts } from './facts.tsx';
import { Hash } from './hash.tsx';

/** The ids behind the sentences, unfolded on demand. */
export function ProposalIds({ proposal }: { proposal: ProposalView }): JSX.Element {
  const { t } = useText();
  const { id, proposer, description, transactions, veto } = proposal;
  const hash = (value: string | undefined, label: string): JSX.Element | undefined =>
    value === undefined ? undefined : <Hash value={value} label={label} />;
  return (
    <section class="section">
      <details>
        <summary>{t('ids.title')}</summary>
        <Facts
          pairs={[
            [t('proposal.id'), hash(id, t('proposal.id'))],
            [t('proposal.proposer'), hash(proposer, t('proposal.proposer'))],
            [t('proposal.reasons'), hash(description, t('proposal.reasons'))],
            [t('proposal.proposeTransaction'), hash(transactions.propose, t('proposal.proposeTransaction'))],
            [t('proposal.queueTransaction'), hash(transactions.queue, t('proposal.queueTransaction'))],
            [t('proposal.executeTransaction'), hash(transactions.execute, t('proposal.executeTransaction'))],
            [t('proposal.vetoReason'), hash(veto?.reasonHash, t('proposal.vetoReason'))],
          ]}
        />
      </details>
    </section>
  );
}
