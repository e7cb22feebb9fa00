import type { JSX } from 'preact';
import type { ParticipantView, ProposalView } from '../../client/views.ts';
import { proposalTitle, seatsWithoutBallot } from '../proposal-words.ts';
import type { City } from '../state/use-city.ts';
import { useText } from '../text.ts';
import { ProposalWhen } from './proposal-when.tsx';

interface BallotsToCastProps {
  proposals: readonly ProposalView[];
  city: City;
  /** Whose ballots; everybody's where nobody is chosen. */
  mine: ParticipantView | undefined;
}

/** Proposals open for ballots that are not cast yet. */
export function BallotsToCast({ proposals, city, mine }: BallotsToCastProps): JSX.Element {
  const text = useText();
  const { t } = text;
  const { network, names, seats } = city;
  const waiting = proposals
    .filter(({ state }) => state === 'ACTIVE')
    .map((proposal) => ({ proposal, missing: seatsWithoutBallot(proposal, seats.seats) }))
    .filter(({ missing }) => missing.some(({ agency }) => isOf(agency, mine)));
  return (
    <section class="section" aria-labelledby="to-cast">
      <h2 id="to-cast">{t('desk.ballots')}</h2>
      {waiting.length === 0 && <p>{t('desk.ballots.none')}</p>}
      <ul class="cards">
        {waiting.map(({ proposal, missing }) => (
          <li key={proposal.id} class="card pair">
            <h3>{proposalTitle(proposal, network, names, text)}</h3>
            <a class="button main-action" href={`/proposals/${proposal.id}#vote`}>
              {t('desk.vote')}
            </a>
            <p class="full">
              <ProposalWhen proposal={proposal} />
            </p>
            {mine === undefined && (
              <p class="full small quiet">
                {t('desk.ballots.missing', {
                  agencies: missing.map(({ name }) => name ?? t('agency.plain')).join(', '),
                })}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function isOf(agency: string, mine: ParticipantView | undefined): boolean {
  return mine === undefined || agency.toLowerCase() === mine.account.toLowerCase();
}
