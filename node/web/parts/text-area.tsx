import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

interface TextAreaProps {
  label: string;
  hint?: string;
  value: string;
  /** Told when the writer leaves the field. */
  onWritten: (value: string) => void;
}

/** Several lines of text. */
export function TextArea({ label, hint, value, onWritten }: TextAreaProps): JSX.Element {
  const id = useId();
  return (
    <div class="field wide">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={3}
        value={value}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onChange={({ currentTarget }) => onWritten(currentTarget.value)}
      />
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
