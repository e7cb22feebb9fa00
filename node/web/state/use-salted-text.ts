import { useMemo, useState } from 'preact/hooks';
import type { Hex } from 'viem';
import type { SaltedText } from '../../protocol/ballot-file.ts';
import { newSalt, requireText, saltedHash } from '../../protocol/salted-text.ts';

export interface WrittenText {
  /** As it stands in the field. */
  text: string;
  write: (text: string) => void;
  /** The text with its salt and the hash that stands for it; absent where nothing is written. */
  salted?: SaltedText & { hash: Hex };
  /** Why it can't be kept. */
  error?: unknown;
}

/** A text that is kept off the ledger under its salted hash. */
export function useSaltedText(): WrittenText {
  const [text, write] = useState('');
  const salt = useMemo(() => newSalt(), []);
  return useMemo(() => {
    if (text.trim() === '') return { text, write };
    try {
      requireText(text);
    } catch (error) {
      return { text, write, error };
    }
    return { text, write, salted: { text, salt, hash: saltedHash({ salt, text }) } };
  }, [text, salt]);
}
