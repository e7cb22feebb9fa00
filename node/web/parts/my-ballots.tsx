import type { JSX } from 'preact';
import type { ParticipantView, ProposalView } from '../../client/views.ts';
import { proposalTitle, SUPPORT_MARKS } from '../proposal-words.ts';
import type { City } from '../state/use-city.ts';
import { useText } from '../text.ts';
import { BallotFile } from './ballot-file.tsx';
import { Mark } from './mark.tsx';
import { Moment } from './moment.tsx';

interface MyBallotsProps {
  proposals: readonly ProposalView[];
  city: City;
  mine: ParticipantView;
}

/** How this account voted so far. */
export function MyBallots({ proposals, city, mine }: MyBallotsProps): JSX.Element {
  const text = useText();
  const { t } = text;
  const cast = proposals.flatMap((proposal) =>
    proposal.ballots
      .filter(({ voter }) => voter.toLowerCase() === mine.account.toLowerCase())
      .map((ballot) => ({ proposal, ballot })),
  );
  return (
    <section class="section" aria-labelledby="my-ballots">
      <h2 id="my-ballots">{t('desk.myBallots')}</h2>
      {cast.length === 0 && <p>{t('desk.myBallots.none')}</p>}
      {cast.length > 0 && <BallotFile account={mine.account} />}
      <ul class="cards">
        {cast.map(({ proposal, ballot }) => (
          <li key={proposal.id} class="card pair">
            <h3>
              <a href={`/proposals/${proposal.id}`}>{proposalTitle(proposal, city.network, city.names, text)}</a>
            </h3>
            <Mark {...SUPPORT_MARKS[ballot.support]} word={t(`support.${ballot.support}`)} />
            <p class="full small quiet">
              <Moment at={ballot.castAt} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
