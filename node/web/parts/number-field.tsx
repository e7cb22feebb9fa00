import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

interface NumberFieldProps {
  name: string;
  label: string;
  hint: string;
  value: number;
  min: number;
  max: number;
}

/** A whole number with its limits; the browser says when it is outside them. */
export function NumberField({ name, label, hint, value, min, max }: NumberFieldProps): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="number"
        step={1}
        min={min}
        max={max}
        defaultValue={String(value)}
        required
        aria-describedby={`${id}-hint`}
      />
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}
