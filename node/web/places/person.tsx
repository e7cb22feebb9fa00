import type { JSX } from 'preact';
import type { ParticipantView } from '../../client/views.ts';
import { participantName } from '../participant-words.ts';
import { Facts } from '../parts/facts.tsx';
import { Hash } from '../parts/hash.tsx';
import { Later } from '../parts/later.tsx';
import { Moment } from '../parts/moment.tsx';
import { ParticipantMark } from '../parts/participant-mark.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { isMessageKey, useText } from '../text.ts';

/** One participant: keys, roles, account. */
export function Person({ account }: { account: string }): JSX.Element {
  const { t } = useText();
  const found = useResource(`participant ${account}`, () => node.participant(account));
  if (found.state === 'ready') return <PersonBody participant={found.value} />;
  return (
    <>
      <h1>{t('place.people')}</h1>
      {found.state === 'loading' ? (
        <Waiting word={t('loading')} />
      ) : (
        <Trouble error={found.error} retry={found.reload} />
      )}
    </>
  );
}

function PersonBody({ participant }: { participant: ParticipantView }): JSX.Element {
  const text = useText();
  const { t } = text;
  const { account, kind, status, profileCid, enrolledAt, roles } = participant;
  return (
    <>
      <h1>{participantName(participant, text)}</h1>
      <p>
        {t(`kind.${kind}`)} · <ParticipantMark status={status} /> · <a href="#ledger">{t('decision.how')}</a>
      </p>
      <p class="lead">{t(`kind.${kind}.may`)}</p>
      <section class="section" aria-labelledby="keys">
        <h2 id="keys">{t('person.keys')}</h2>
        <Later
          name="account keys"
          load={() => import('../parts/account-keys.tsx')}
          show={({ AccountKeys }) => <AccountKeys participant={participant} />}
        />
        <p class="small quiet">{t('person.keys.note')}</p>
      </section>
      <section class="section" aria-labelledby="ledger">
        <h2 id="ledger">{t('person.ledger')}</h2>
        <p>{t('person.ledger.note')}</p>
        <Facts
          pairs={[
            [t('people.account'), <Hash key="account" value={account} label={t('people.account')} />],
            [t('person.enrolled'), <Moment key="enrolled" at={enrolledAt} />],
            [
              t('person.roles'),
              roles.length === 0 ? t('person.roles.none') : roles.map((role) => roleWord(role, t)).join(', '),
            ],
            [t('person.mlDsa'), <Hash key="mlDsa" value={participant.mlDsa65Key} label={t('person.mlDsa')} />],
            [t('person.age'), <Hash key="age" value={participant.ageRecipient} label={t('person.age')} />],
            [
              t('person.profile'),
              profileCid === undefined ? (
                t('person.profile.none')
              ) : (
                <Hash key="cid" value={profileCid} label={t('person.profile')} />
              ),
            ],
          ]}
        />
      </section>
    </>
  );
}

function roleWord(role: string, t: ReturnType<typeof useText>['t']): string {
  const key = `role.${role}`;
  return isMessageKey(key) ? t(key) : role;
}
