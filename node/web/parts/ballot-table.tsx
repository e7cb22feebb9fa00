import type { JSX } from 'preact';
import type { ProposalView } from '../../client/views.ts';
import { type Seat, SUPPORT_MARKS, seatsWithoutBallot } from '../proposal-words.ts';
import { useText } from '../text.ts';
import { Mark } from './mark.tsx';
import { Moment } from './moment.tsx';

/** How each agency voted, and who has not. */
export function BallotTable({ proposal, seats }: { proposal: ProposalView; seats: readonly Seat[] }): JSX.Element {
  const { t } = useText();
  const { tally, quorum, ballots, state } = proposal;
  const isOver = state !== 'PENDING' && state !== 'ACTIVE';
  const missing = seatsWithoutBallot(proposal, seats);
  return (
    <section class="section" aria-labelledby="ballots">
      <h2 id="ballots">{t('ballots.title')}</h2>
      <p>
        <strong>{t('tally.sentence', tally)}</strong>{' '}
        {quorum !== undefined && t('ballots.quorum', { quorum, count: tally.for + tally.abstain })}
      </p>
      <div class="table-wrap">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('ballots.agency')}</th>
              <th scope="col">{t('ballots.ballot')}</th>
              <th scope="col">{t('ballots.at')}</th>
            </tr>
          </thead>
          <tbody>
            {ballots.map(({ voter, name, support, castAt }) => (
              <tr key={voter}>
                <td>
                  <a href={`/participants/${voter}`}>{name ?? t('agency.plain')}</a>
                </td>
                <td>
                  <Mark {...SUPPORT_MARKS[support]} word={t(`support.${support}`)} />
                </td>
                <td>
                  <Moment at={castAt} />
                </td>
              </tr>
            ))}
            {missing.map(({ agency, name }) => (
              <tr key={agency}>
                <td>
                  <a href={`/participants/${agency}`}>{name ?? t('agency.plain')}</a>
                </td>
                <td>
                  <Mark
                    tone={isOver ? 'none' : 'wait'}
                    icon={isOver ? 'dash' : 'clock'}
                    word={t(isOver ? 'ballots.never' : 'ballots.notYet')}
                  />
                </td>
                <td>–</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="small quiet">{t('ballots.note')}</p>
    </section>
  );
}
