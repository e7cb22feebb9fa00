import type { JSX } from 'preact';
import type { MandateList, ParticipantView } from '../../client/views.ts';
import { grantableRoles } from '../../protocol/role-calls.ts';
import { CHANGES, type ChangeFields } from '../change-draft.ts';
import { participantName } from '../participant-words.ts';
import { purposeText } from '../rule-words.ts';
import type { City } from '../state/use-city.ts';
import { useText } from '../text.ts';
import { DateField } from './date-field.tsx';
import { Select } from './select.tsx';
import { TextField } from './text-field.tsx';

interface ChangeFormProps {
  fields: ChangeFields;
  city: City;
  voted: readonly string[];
  mandates: MandateList['mandates'];
  onChange: (fields: ChangeFields) => void;
}

/** What shall change, and for whom: only the fields that this change needs. */
export function ChangeForm({ fields, city, voted, mandates, onChange }: ChangeFormProps): JSX.Element {
  const text = useText();
  const { t } = text;
  const { change, area, largestChange, perDay, until, mandate, purpose, role } = fields;
  const set = (changed: Partial<ChangeFields>): void => onChange({ ...fields, ...changed });
  const inForce = mandates.filter(({ state }) => state === 'IN_FORCE');
  const isMandate = change === 'grant-mandate';
  const isRole = change === 'grant-role' || change === 'revoke-role';
  return (
    <div class="fields">
      <Select
        label={t('change.kind')}
        hint={t(`change.${change}.hint`)}
        value={change}
        options={CHANGES.map((name) => [name, t(`change.${name}`)] as const)}
        onChange={(chosen) => {
          const name = CHANGES.find((one) => one === chosen) ?? change;
          const [first] = accountsFor({ ...fields, change: name }, city);
          onChange({ ...fields, change: name, account: first?.account ?? '', purpose: '' });
        }}
      />
      {accountsFor(fields, city).length > 0 && (
        <Select
          label={t(isMandate ? 'mandate.agency' : 'change.account')}
          value={fields.account}
          options={accountsFor(fields, city).map((one) => [one.account, participantName(one, text)] as const)}
          onChange={(account) => set({ account })}
        />
      )}
      {isRole && (
        <Select
          label={t('change.role')}
          value={role}
          options={grantableRoles.map((name) => [name, `${name}: ${t(`role.${name}`)}`] as const)}
          onChange={(chosen) => set({ role: grantableRoles.find((name) => name === chosen) ?? role })}
        />
      )}
      {isMandate && (
        <>
          <TextField
            label={t('change.area')}
            hint={t('change.area.hint')}
            value={area}
            onInput={(written) => set({ area: written })}
          />
          <TextField
            label={t('change.largest')}
            hint={t('change.largest.hint')}
            inputMode="numeric"
            value={largestChange}
            onInput={(written) => set({ largestChange: written })}
          />
          <TextField
            label={t('mandate.perDay')}
            inputMode="numeric"
            value={perDay}
            onInput={(written) => set({ perDay: written })}
          />
        </>
      )}
      {(isMandate || change === 'grant-role') && (
        <DateField
          label={t('mandate.until')}
          hint={t(isMandate ? 'change.until.hint' : 'draft.until.hint')}
          value={until}
          onInput={(at) => set({ until: at })}
        />
      )}
      {change === 'revoke-mandate' && (
        <Select
          label={t('change.mandate')}
          value={mandate}
          options={[
            ['', t('change.choose')],
            ...inForce.map(({ id, kind, area: place }) => {
              return [String(id), t('mandate.title', { id, kind, area: place })] as const;
            }),
          ]}
          onChange={(chosen) => set({ mandate: chosen })}
        />
      )}
      {change === 'add-purpose' && (
        <TextField
          label={t('change.purpose')}
          hint={t('draft.name.hint')}
          value={purpose}
          onInput={(written) => set({ purpose: written })}
        />
      )}
      {change === 'drop-purpose' && (
        <Select
          label={t('change.purpose')}
          value={purpose}
          options={[['', t('change.choose')], ...voted.map((one) => [one, purposeText(one, text)] as const)]}
          onChange={(chosen) => set({ purpose: chosen })}
        />
      )}
    </div>
  );
}

/** Whom a change can be about. */
function accountsFor({ change, role }: ChangeFields, { participants, seated }: City): readonly ParticipantView[] {
  const agencies = participants.filter(({ kind }) => kind === 'AGENCY');
  switch (change) {
    case 'grant-mandate':
      return agencies;
    case 'grant-seat':
      return agencies.filter((one) => !seated.includes(one));
    case 'withdraw-seat':
      return seated;
    case 'grant-role':
      return participants;
    case 'revoke-role':
      return participants.filter(({ roles }) => roles.includes(role));
    default:
      return [];
  }
}
