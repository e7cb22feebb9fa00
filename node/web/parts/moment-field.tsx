import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

interface MomentFieldProps {
  label: string;
  hint?: string;
  /** Unix seconds; shown and typed in the reader's own time. */
  value: number | undefined;
  onInput: (value: number | undefined) => void;
}

/** A moment, typed in the reader's own time. */
export function MomentField({ label, hint, value, onInput }: MomentFieldProps): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        step="1"
        value={value === undefined ? '' : localText(value)}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onInput={({ currentTarget }) => {
          const milliseconds = new Date(currentTarget.value).getTime();
          onInput(Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000));
        }}
      />
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** As the field writes it: `2027-06-30T14:05:00`, local. */
function localText(seconds: number): string {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
