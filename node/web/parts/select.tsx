import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

interface SelectProps {
  label: string;
  hint?: string;
  value: string;
  /** Value and word. */
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
  name?: string;
}

/** One of several, by its word. */
export function Select({ label, hint, value, options, onChange, name }: SelectProps): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        {...(name === undefined ? {} : { name })}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      >
        {options.map(([option, word]) => (
          <option key={option} value={option}>
            {word}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
