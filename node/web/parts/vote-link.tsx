import type { JSX } from 'preact';
import { useText } from '../text.ts';

/** Which vote made something; the founding council came before all votes. */
export function VoteLink({ proposal, word }: { proposal: string; word: string }): JSX.Element {
  const { t } = useText();
  if (proposal === '0') return <span>{t('history.founding')}</span>;
  return <a href={`/proposals/${proposal}`}>{word}</a>;
}
