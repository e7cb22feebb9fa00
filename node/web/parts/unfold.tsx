import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';

interface UnfoldProps {
  summary: string;
  children: ComponentChildren;
}

/** A form that is made only when it is unfolded, so that a page of many texts holds no hidden fields. */
export function Unfold({ summary, children }: UnfoldProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="full no-print" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && children}
    </details>
  );
}
