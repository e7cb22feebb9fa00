import type { JSX, TargetedSubmitEvent } from 'preact';
import { useId } from 'preact/hooks';
import type { Network, ParticipantView } from '../../client/views.ts';
import { formatDuration } from '../format.ts';
import { participantName } from '../participant-words.ts';
import { useText } from '../text.ts';
import { NumberField } from './number-field.tsx';

export interface Question {
  agency: ParticipantView;
  committee: ParticipantView;
  sharePercent: number;
  seed: number;
  challengeWindowSeconds: number;
  recordWithinSeconds: number;
}

interface QuestionFormProps {
  network: Network;
  participants: readonly ParticipantView[];
  onAsk: (question: Question) => void;
}

const RECORD_WITHIN_SECONDS = 3600;

/** Who asks, whom, and what. The committees with most signatures needed come first. */
export function QuestionForm({ network, participants, onAsk }: QuestionFormProps): JSX.Element {
  const { t, locale } = useText();
  const agencies = participants.filter(({ kind }) => kind === 'AGENCY');
  const committees = participants.filter(({ kind }) => kind === 'OPERATOR').sort((a, b) => b.threshold - a.threshold);
  if (agencies.length === 0 || committees.length === 0) return <p>{t('request.nobody')}</p>;

  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const agency = agencies.find(({ account }) => account === data.get('agency'));
    const committee = committees.find(({ account }) => account === data.get('committee'));
    if (agency === undefined || committee === undefined) return;
    onAsk({
      agency,
      committee,
      sharePercent: Number(data.get('share')),
      seed: Number(data.get('seed')),
      challengeWindowSeconds: network.challengeWindowSeconds,
      recordWithinSeconds: RECORD_WITHIN_SECONDS,
    });
  };

  return (
    <form onSubmit={submit}>
      <NumberField
        name="share"
        label={t('request.share')}
        hint={t('request.share.hint')}
        value={20}
        min={1}
        max={100}
      />
      <NumberField
        name="seed"
        label={t('request.seed')}
        hint={t('request.seed.hint')}
        value={7}
        min={0}
        max={4294967295}
      />
      <Choice name="agency" label={t('request.agency')} participants={agencies} />
      <Choice name="committee" label={t('request.committee')} participants={committees} />
      <p class="quiet">
        {t('request.times', {
          window: formatDuration(locale, network.challengeWindowSeconds),
          within: formatDuration(locale, RECORD_WITHIN_SECONDS),
        })}
      </p>
      <button class="button main-action" type="submit">
        {t('request.takeSnapshot')}
      </button>
    </form>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  participants: readonly ParticipantView[];
}

function Choice({ name, label, participants }: ChoiceProps): JSX.Element {
  const text = useText();
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name} required>
        {participants.map((one) => (
          <option key={one.account} value={one.account}>
            {participantName(one, text)} ·{' '}
            {text.t('people.signs', { threshold: one.threshold, count: one.signers.length })}
          </option>
        ))}
      </select>
    </div>
  );
}
