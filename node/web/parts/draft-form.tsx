import type { JSX } from 'preact';
import type { ParticipantView } from '../../client/views.ts';
import { templateNames } from '../../protocol/policy/templates.ts';
import { participantName } from '../participant-words.ts';
import { type DraftFields, TARGET_KINDS } from '../policy-draft.ts';
import { purposeText } from '../rule-words.ts';
import { useText } from '../text.ts';
import { DateField } from './date-field.tsx';
import { Select } from './select.tsx';
import { TextField } from './text-field.tsx';

interface DraftFormProps {
  fields: DraftFields;
  agencies: readonly ParticipantView[];
  voted: readonly string[];
  onChange: (fields: DraftFields) => void;
}

/** What a policy is about, who answers for it, and how far it goes. */
export function DraftForm({ fields, agencies, voted, onChange }: DraftFormProps): JSX.Element {
  const text = useText();
  const { t } = text;
  const { template, owner, targetKind, purposes, until, count, ...rest } = fields;
  const set = (changed: Partial<DraftFields>): void => onChange({ ...fields, ...changed });
  return (
    <div class="fields">
      <Select
        label={t('draft.template')}
        hint={t(`template.${template}.hint`)}
        value={template}
        options={templateNames.map((name) => [name, t(`template.${name}`)] as const)}
        onChange={(chosen) => set({ template: templateNames.find((name) => name === chosen) ?? template })}
      />
      <TextField
        label={t('draft.name')}
        hint={t('draft.name.hint')}
        value={rest.name}
        onInput={(name) => set({ name })}
      />
      <Select
        label={t('draft.targetKind')}
        value={targetKind}
        options={TARGET_KINDS.map((kind) => [kind, t(`target.${kind}`)] as const)}
        onChange={(chosen) => set({ targetKind: TARGET_KINDS.find((kind) => kind === chosen) ?? targetKind })}
      />
      <TextField
        label={t('draft.target')}
        hint={t('draft.target.hint')}
        value={rest.target}
        onInput={(target) => set({ target })}
      />
      <Select
        label={t('draft.owner')}
        value={owner}
        options={agencies.map((one) => [one.account.toLowerCase(), participantName(one, text)] as const)}
        onChange={(chosen) => set({ owner: chosen })}
      />
      <DateField
        label={t('policy.reviewBy')}
        hint={t('draft.reviewBy.hint')}
        value={rest.reviewBy}
        onInput={(reviewBy) => reviewBy !== undefined && set({ reviewBy })}
      />
      <fieldset class="choices">
        <legend>{t('draft.purposes')}</legend>
        {voted.map((purpose) => (
          <label key={purpose} class="choice">
            <input
              type="checkbox"
              checked={purposes.includes(purpose)}
              onChange={({ currentTarget }) =>
                set({
                  purposes: currentTarget.checked
                    ? [...purposes, purpose]
                    : purposes.filter((other) => other !== purpose),
                })
              }
            />
            {purposeText(purpose, text)}
          </label>
        ))}
      </fieldset>
      <DateField
        label={t('draft.until')}
        hint={t('draft.until.hint')}
        value={until}
        onInput={(at) => onChange(at === undefined ? without(fields, 'until') : { ...fields, until: at })}
      />
      <TextField
        label={t('draft.count')}
        hint={t('draft.count.hint')}
        inputMode="numeric"
        value={count === undefined ? '' : String(count)}
        onInput={(typed) =>
          onChange(/^[1-9][0-9]{0,8}$/.test(typed) ? { ...fields, count: Number(typed) } : without(fields, 'count'))
        }
      />
    </div>
  );
}

function without(fields: DraftFields, name: 'until' | 'count'): DraftFields {
  const { [name]: _, ...rest } = fields;
  return rest;
}
