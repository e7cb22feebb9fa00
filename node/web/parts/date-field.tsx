import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

interface DateFieldProps {
  label: string;
  hint?: string;
  /** Unix seconds of midnight UTC; undefined where no day is chosen. */
  value: number | undefined;
  onInput: (value: number | undefined) => void;
}

/** A day; it begins at midnight UTC. */
export function DateField({ label, hint, value, onInput }: DateFieldProps): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="date"
        value={value === undefined ? '' : new Date(value * 1000).toISOString().slice(0, 10)}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onInput={({ currentTarget }) => {
          const milliseconds = currentTarget.valueAsNumber;
          onInput(Number.isFinite(milliseconds) ? Math.floor(milliseconds / 1000) : undefined);
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
