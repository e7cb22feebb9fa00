import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { ParticipantView } from '../../client/views.ts';
import { participantName } from '../participant-words.ts';
import { useText } from '../text.ts';

interface AccountChoiceProps {
  label: string;
  accounts: readonly ParticipantView[];
  chosen: ParticipantView | undefined;
  onChoose: (account: ParticipantView | undefined) => void;
  /** What stands there while none is chosen. */
  none: string;
}

/** In whose name the reader acts. */
export function AccountChoice({ label, accounts, chosen, onChoose, none }: AccountChoiceProps): JSX.Element {
  const text = useText();
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={chosen?.account ?? ''}
        onChange={({ currentTarget }) => onChoose(accounts.find(({ account }) => account === currentTarget.value))}
      >
        <option value="">{none}</option>
        {accounts.map((one) => (
          <option key={one.account} value={one.account}>
            {participantName(one, text)}
          </option>
        ))}
      </select>
    </div>
  );
}
