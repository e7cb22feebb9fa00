import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ProposalView } from '../../client/views.ts';
import { seatsWithoutBallot } from '../proposal-words.ts';
import { participantOf } from '../signer-account.ts';
import type { City } from '../state/use-city.ts';
import { useText } from '../text.ts';
import { BallotForm, type DoneBallot } from './ballot-form.tsx';
import { DeliverBallot } from './deliver-ballot.tsx';
import { Trouble } from './trouble.tsx';

interface VoteProps {
  proposal: ProposalView;
  city: City;
  onCast: () => void;
}

/** The place on a proposal's page where ballots are made and delivered. */
export function Vote({ proposal, city, onCast }: VoteProps): JSX.Element | false {
  const { t } = useText();
  const [done, setDone] = useState<DoneBallot | undefined>(undefined);
  const { participants, seats, network, names } = city;
  if (proposal.state !== 'ACTIVE' && done === undefined) return false;
  const voters = seatsWithoutBallot(proposal, seats.seats).flatMap(
    ({ agency }) => participantOf(participants, agency) ?? [],
  );
  const isOpen = voters.length > 0 && proposal.state === 'ACTIVE';
  return (
    <section class="section" aria-labelledby="vote">
      <h2 id="vote">{t('vote.title')}</h2>
      <div aria-live="polite">
        {done !== undefined && <Done done={done} name={names.get(done.voter.account.toLowerCase())} />}
      </div>
      {voters.length === 0 && <p>{t('vote.nobody')}</p>}
      {isOpen && done === undefined && (
        <>
          <p>{t('vote.lead')}</p>
          <BallotForm
            proposal={proposal}
            voters={voters}
            network={network}
            names={names}
            onDone={(finished) => {
              setDone(finished);
              onCast();
            }}
          />
          <DeliverBallot proposal={proposal} city={city} onCast={onCast} />
        </>
      )}
      {isOpen && done !== undefined && (
        <button type="button" class="button" onClick={() => setDone(undefined)}>
          {t('vote.another')}
        </button>
      )}
    </section>
  );
}

function Done({ done, name }: { done: DoneBallot; name: string | undefined }): JSX.Element {
  const { t } = useText();
  const { support, isSaved, reasonError } = done;
  const values = { agency: name ?? t('agency.plain'), support: t(`support.${support}`) };
  return (
    <>
      <p class={isSaved ? 'notice wait' : 'notice good'} data-cast={support}>
        {t(isSaved ? 'vote.saved' : 'vote.counted', values)}
      </p>
      {reasonError !== undefined && (
        <>
          <p>{t('vote.reason.lost')}</p>
          <Trouble error={reasonError} />
        </>
      )}
    </>
  );
}
