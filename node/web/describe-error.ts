import { isNodeError } from '../protocol/errors.ts';
import { isMessageKey, type Text } from './text.ts';

export interface ErrorWords {
  sentence: string;
  /** What to do next. */
  advice: string;
  code: string;
}

/** An error in the reader's words. A code without a sentence of its own shows what the node said. */
export function describeError(error: unknown, { t }: Text): ErrorWords {
  const code = isNodeError(error) ? error.code : 'PAGE_FAILED';
  const sentenceKey = `error.${code}`;
  const adviceKey = `error.${code}.advice`;
  const values = isNodeError(error) ? printable(error.details) : {};
  const said = values.detail ?? values.rule;
  return {
    sentence: isMessageKey(sentenceKey)
      ? t(sentenceKey, values)
      : said === undefined
        ? t('error.other')
        : t('error.said', { said }),
    advice: isMessageKey(adviceKey) ? t(adviceKey, values) : t('error.other.advice'),
    code,
  };
}

function printable(details: Readonly<Record<string, unknown>>): Record<string, string> {
  const known = Object.entries(details).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known.map(([name, value]) => [name, String(value)]));
}
