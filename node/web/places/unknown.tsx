import type { JSX } from 'preact';
import { useText } from '../text.ts';

/** An address that leads nowhere. */
export function Unknown({ path }: { path: string }): JSX.Element {
  const { t } = useText();
  return (
    <>
      <h1>{t('unknown.title')}</h1>
      <p>{t('unknown.sentence', { path })}</p>
      <p>
        <a class="button" href="/decisions">
          {t('unknown.back')}
        </a>
      </p>
    </>
  );
}
