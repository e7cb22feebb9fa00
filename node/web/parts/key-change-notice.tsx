import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { AccountKeysView, ParticipantView } from '../../client/views.ts';
import { cancelKeysCall } from '../../protocol/key-change.ts';
import { node } from '../state/node.ts';
import { useCity } from '../state/use-city.ts';
import { useText } from '../text.ts';
import { Hash } from './hash.tsx';
import { Moment } from './moment.tsx';
import { SignCall } from './sign-call.tsx';
import { Trouble } from './trouble.tsx';

interface KeyChangeNoticeProps {
  participant: ParticipantView;
  pending: NonNullable<AccountKeysView['pending']>;
  now: number;
  onChange: () => void;
}

/** Keys that are announced: what comes and goes, from when; the account's signers can object, and in time anybody has them take effect. */
export function KeyChangeNotice({ participant, pending, now, onChange }: KeyChangeNoticeProps): JSX.Element {
  const { t } = useText();
  const [isObjecting, setObjecting] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const { change, effectiveAt, isByVote } = pending;
  const apply = (): void => {
    setError(undefined);
    node.applyKeys(participant.account).then(onChange, setError);
  };
  return (
    <div class="notice wait stack" data-key-change={participant.account}>
      <p>
        <strong>{t(isByVote ? 'keyChange.byVote' : 'keyChange.title')}</strong> {t('keyChange.from')}{' '}
        <Moment at={effectiveAt} />
      </p>
      <ul>
        {change.added.map((signer) => (
          <li key={signer}>
            {t('keyChange.added')} <Hash value={signer} label={t('signed.key')} />
          </li>
        ))}
        {change.removed.map((signer) => (
          <li key={signer}>
            {t('keyChange.removed')} <Hash value={signer} label={t('signed.key')} />
          </li>
        ))}
        <li>{t('keyChange.threshold', { threshold: change.threshold })}</li>
      </ul>
      <p>{t('keyChange.sentence')}</p>
      <p class="row">
        <button type="button" class="button" aria-pressed={isObjecting} onClick={() => setObjecting(!isObjecting)}>
          {t('keyChange.object')}
        </button>
        {effectiveAt <= now && (
          <button type="button" class="button" onClick={apply}>
            {t('keyChange.apply')}
          </button>
        )}
      </p>
      {error !== undefined && <Trouble error={error} />}
      {isObjecting && <Objection participant={participant} onChange={onChange} />}
    </div>
  );
}

function Objection({ participant, onChange }: Pick<KeyChangeNoticeProps, 'participant' | 'onChange'>): JSX.Element {
  const { t } = useText();
  const city = useCity();
  const calls = useMemo(() => [cancelKeysCall(participant.account)], [participant.account]);
  const [isWaiting, setWaiting] = useState(false);
  if (isWaiting) return <p role="status">{t('propose.waits')}</p>;
  if (city.state === 'failed') return <Trouble error={city.error} retry={city.reload} />;
  if (city.state === 'loading') return <p>{t('loading')}</p>;
  return (
    <SignCall
      accounts={[participant]}
      calls={calls}
      network={city.value.network}
      names={city.value.names}
      action={t('keyChange.objectAction')}
      onSent={({ status }) => {
        setWaiting(status !== 'executed');
        onChange();
      }}
    />
  );
}
