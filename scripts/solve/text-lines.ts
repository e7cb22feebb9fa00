export interface TextLine {
  /** Counted from 1. */
  readonly number: number;
  readonly words: readonly string[];
}

/** Lines that say something, in words; not empty ones, nor those that start with a comment sign. */
export function textLines(text: string, comments: readonly string[]): TextLine[] {
  return text
    .split(/\r?\n/)
    .map((line, index): TextLine => ({ number: index + 1, words: line.trim().split(/\s+/) }))
    .filter(({ words: [first = ''] }) => first !== '' && !comments.includes(first));
}
