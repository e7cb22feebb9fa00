import type { JSX } from 'preact';
import type { Network } from '../../client/views.ts';
import { type Ballot, ballotDigest } from '../../protocol/ballot.ts';
import type { Names } from '../call-sentence.ts';
import { SUPPORT_MARKS } from '../proposal-words.ts';
import { useText } from '../text.ts';
import { Facts } from './facts.tsx';
import { Hash } from './hash.tsx';
import { Mark } from './mark.tsx';
import { NamedAccount } from './named-account.tsx';

interface BallotWordsProps {
  ballot: Ballot;
  /** What the proposal does, in words. */
  title: string;
  network: Network;
  names: Names;
}

/** What a signed ballot says, read from the ballot itself. */
export function BallotWords({ ballot, title, network, names }: BallotWordsProps): JSX.Element {
  const { t } = useText();
  const { chainId, contracts } = network;
  const { support, voter, proposalId } = ballot;
  return (
    <div class="words stack">
      <p>
        <Mark {...SUPPORT_MARKS[support]} word={t(`vote.words.${support}`)} />
      </p>
      <p>
        <strong>{title}</strong>
      </p>
      <Facts
        pairs={[
          [t('words.account'), <NamedAccount key="voter" account={voter} names={names} />],
          [t('proposal.id'), <Hash key="id" value={String(proposalId)} label={t('proposal.id')} />],
          [t('vote.governor'), <Hash key="governor" value={contracts.governor} label={t('vote.governor')} />],
          [t('anchor.chain'), String(chainId)],
          [
            t('words.digest'),
            <Hash
              key="digest"
              value={ballotDigest({ chainId, governor: contracts.governor }, ballot)}
              label={t('words.digest')}
            />,
          ],
        ]}
      />
    </div>
  );
}
