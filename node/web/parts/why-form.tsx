import type { JSX, TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import type { ParticipantView } from '../../client/views.ts';
import { actions } from '../../protocol/policy/rules.ts';
import { participantName } from '../participant-words.ts';
import { TARGET_KINDS } from '../policy-draft.ts';
import { purposeText } from '../rule-words.ts';
import { navigate } from '../state/use-route.ts';
import { useText } from '../text.ts';
import { questionText, type WhyQuestion } from '../why-question.ts';
import { MomentField } from './moment-field.tsx';
import { Select } from './select.tsx';
import { TextField } from './text-field.tsx';

interface WhyFormProps {
  asked: WhyQuestion | undefined;
  participants: readonly ParticipantView[];
  voted: readonly string[];
}

const first: WhyQuestion = { participant: '', targetKind: 'dataset', target: '', action: 'read', purpose: '' };

/** The question, whose answer has an address of its own. */
export function WhyForm({ asked, participants, voted }: WhyFormProps): JSX.Element {
  const text = useText();
  const { t } = text;
  const [question, setQuestion] = useState<WhyQuestion>(asked ?? first);
  const set = (changed: Partial<WhyQuestion>): void => setQuestion({ ...question, ...changed });
  const { participant, targetKind, target, action, purpose } = question;
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (target.trim() !== '') navigate(`/why?${questionText({ ...question, target: target.trim() })}`);
  };
  return (
    <form class="fields" onSubmit={submit}>
      <Select
        label={t('why.participant')}
        value={participant}
        options={[
          ['', t('why.stranger')],
          ...participants.map((one) => [one.account, participantName(one, text)] as const),
        ]}
        onChange={(chosen) => set({ participant: chosen })}
      />
      <Select
        label={t('why.action')}
        value={action}
        options={actions.map((one) => [one, t(`policy.action.${one}`)] as const)}
        onChange={(chosen) => set({ action: actions.find((one) => one === chosen) ?? action })}
      />
      <Select
        label={t('draft.targetKind')}
        value={targetKind}
        options={TARGET_KINDS.map((kind) => [kind, t(`target.${kind}`)] as const)}
        onChange={(chosen) => set({ targetKind: TARGET_KINDS.find((kind) => kind === chosen) ?? targetKind })}
      />
      <TextField
        label={t('why.target')}
        hint={t('draft.target.hint')}
        value={target}
        onInput={(typed) => set({ target: typed })}
      />
      <Select
        label={t('why.purpose')}
        value={purpose}
        options={[['', t('why.noPurpose')], ...voted.map((one) => [one, purposeText(one, text)] as const)]}
        onChange={(chosen) => set({ purpose: chosen })}
      />
      <MomentField
        label={t('why.at')}
        hint={t('why.at.hint')}
        value={question.at}
        onInput={(at) => {
          const { at: _, ...rest } = question;
          setQuestion(at === undefined ? rest : { ...rest, at });
        }}
      />
      <p>
        <button class="button main-action" type="submit">
          {t('why.ask')}
        </button>
      </p>
    </form>
  );
}
