import type { JSX } from 'preact';
import type { ParticipantView } from '../../client/views.ts';
import { useText } from '../text.ts';
import { AccountKeys } from './account-keys.tsx';

/** The public keys of the reader's account, and where keys are made. */
export function MyKeys({ mine }: { mine: ParticipantView | undefined }): JSX.Element {
  const { t } = useText();
  return (
    <section class="section" aria-labelledby="my-keys">
      <h2 id="my-keys">{t('desk.keys')}</h2>
      {mine !== undefined && (
        <>
          <AccountKeys participant={mine} hasChangeElsewhere />
          <p>
            <a href={`/participants/${mine.account}`}>{t('desk.keys.person')}</a>
          </p>
        </>
      )}
      <p>{t('desk.keys.sentence')}</p>
      <p>
        <code>npm run qdt -- --help</code>
      </p>
    </section>
  );
}
