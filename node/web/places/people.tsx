import type { JSX } from 'preact';
import type { ParticipantKindName, ParticipantView } from '../../client/views.ts';
import { participantName } from '../participant-words.ts';
import { Hash } from '../parts/hash.tsx';
import { ParticipantMark } from '../parts/participant-mark.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';

const KINDS: readonly ParticipantKindName[] = ['AGENCY', 'OPERATOR', 'COMPANY', 'CITIZEN'];

/** Who takes part, with which keys, and what each may do. */
export function People(): JSX.Element {
  const { t } = useText();
  const list = useResource('participants', () => node.participants());
  return (
    <>
      <h1>{t('people.title')}</h1>
      <p class="lead">{t('people.lead')}</p>
      <p class="row">
        <a class="button" href="/algorithms">
          {t('people.algorithms')}
        </a>
      </p>
      {list.state === 'loading' && <Waiting word={t('loading')} />}
      {list.state === 'failed' && <Trouble error={list.error} retry={list.reload} />}
      {list.state === 'ready' && list.value.participants.length === 0 && <p>{t('people.none')}</p>}
      {list.state === 'ready' &&
        KINDS.map((kind) => <PeopleOfKind key={kind} kind={kind} participants={list.value.participants} />)}
    </>
  );
}

interface PeopleOfKindProps {
  kind: ParticipantKindName;
  participants: readonly ParticipantView[];
}

function PeopleOfKind({ kind, participants }: PeopleOfKindProps): JSX.Element | false {
  const { t } = useText();
  const ofKind = participants
    .filter((participant) => participant.kind === kind)
    .sort((a, b) => a.threshold - b.threshold || (a.name ?? a.account).localeCompare(b.name ?? b.account));
  if (ofKind.length === 0) return false;
  return (
    <section class="section" aria-labelledby={`kind-${kind}`}>
      <h2 id={`kind-${kind}`}>{t(`kinds.${kind}`)}</h2>
      <p>{t(`kind.${kind}.may`)}</p>
      <ul class="cards">
        {ofKind.map((participant) => (
          <PersonCard key={participant.account} participant={participant} />
        ))}
      </ul>
    </section>
  );
}

function PersonCard({ participant }: { participant: ParticipantView }): JSX.Element {
  const text = useText();
  const { t } = text;
  return (
    <li class="card pair">
      <h3>
        <a href={`/participants/${participant.account}`}>{participantName(participant, text)}</a>
      </h3>
      <ParticipantMark status={participant.status} />
      <p class="full small quiet">
        {t('people.signs', { threshold: participant.threshold, count: participant.signers.length })} ·{' '}
        {t('people.account')} <Hash value={participant.account} label={t('people.account')} />
      </p>
    </li>
  );
}
