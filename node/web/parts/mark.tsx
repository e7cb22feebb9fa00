import type { JSX } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'good' | 'bad' | 'wait' | 'none';

/** A state: an icon and a word, so that colour is never the only sign. */
export function Mark({ tone, icon, word }: { tone: Tone; icon: IconName; word: string }): JSX.Element {
  return (
    <span class={`mark ${tone}`}>
      <Icon name={icon} />
      {word}
    </span>
  );
}
