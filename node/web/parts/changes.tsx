import type { JSX } from 'preact';
import type { ProposalView } from '../../client/views.ts';
import { proposalTitle } from '../proposal-words.ts';
import type { City } from '../state/use-city.ts';
import { type Text, useText } from '../text.ts';
import { Icon } from './icon.tsx';
import { Moment } from './moment.tsx';

interface Change {
  at: number;
  sentence: string;
  href?: string;
}

/** Everything that changed the rules, newest first: what was voted, and what the founding council did before. */
export function Changes({ proposals, city }: { proposals: readonly ProposalView[]; city: City }): JSX.Element {
  const text = useText();
  const { t } = text;
  const changes = [...votedChanges(proposals, city, text), ...foundingChanges(city, text)];
  changes.sort((a, b) => b.at - a.at);
  return (
    <section class="section" aria-labelledby="changes">
      <h2 id="changes">{t('changes.title')}</h2>
      <p>{t('changes.lead')}</p>
      <ol class="timeline">
        {changes.map(({ at, sentence, href }) => (
          <li key={`${at} ${sentence}`} class="done">
            <Icon name="check" />
            <span>
              <Moment at={at} />
              <br />
              {href === undefined ? sentence : <a href={href}>{sentence}</a>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function votedChanges(proposals: readonly ProposalView[], { network, names }: City, text: Text): Change[] {
  return proposals.flatMap((proposal) =>
    proposal.executedAt === undefined
      ? []
      : [
          {
            at: proposal.executedAt,
            sentence: proposalTitle(proposal, network, names, text),
            href: `/proposals/${proposal.id}`,
          },
        ],
  );
}

/** Seats and roles that no proposal gave, told together. */
function foundingChanges({ seats: { seats, roles } }: City, { t }: Text): Change[] {
  const foundingSeats = seats.filter(({ grantedBy }) => grantedBy === '0');
  const foundingRoles = roles.filter(({ grantedBy }) => grantedBy === '0');
  const at = Math.min(...[...foundingSeats, ...foundingRoles].map(({ grantedAt }) => grantedAt));
  if (!Number.isFinite(at)) return [];
  const agencies = foundingSeats.map(({ name }) => name ?? t('agency.plain')).join(', ');
  const values = { seats: foundingSeats.length, roles: foundingRoles.length, agencies };
  return [{ at, sentence: t(foundingSeats.length === 0 ? 'changes.foundedNoSeat' : 'changes.founded', values) }];
}
