import type { JSX } from 'preact';
import type { DecisionView } from '../../client/views.ts';
import { useText } from '../text.ts';
import { Hash } from './hash.tsx';
import { Moment } from './moment.tsx';

/** Who asked and who signed what stands on the ledger. */
export function Signatures({ decision }: { decision: DecisionView }): JSX.Element {
  const { t } = useText();
  const signers = decision.signers ?? [];
  return (
    <section class="section" aria-labelledby="signed">
      <h2 id="signed">{t('signed.title')}</h2>
      <p>
        {t('signed.agency', { agency: decision.agencyName ?? t('agency.plain') })} ·{' '}
        <Moment at={decision.requestedAt} />
      </p>
      {decision.recordedAt === undefined ? (
        <p>{t('signed.none')}</p>
      ) : (
        <>
          <p>
            {t('signed.committee', {
              committee: decision.committeeName ?? t('committee.plain'),
              count: signers.length,
            })}{' '}
            · <Moment at={decision.recordedAt} />
          </p>
          <ul>
            {signers.map(({ signer, name }) => (
              <li key={signer}>
                {name ?? t('signer.unnamed')} · {t('signed.key')} <Hash value={signer} label={t('signed.key')} />
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="small quiet">{t('signed.note')}</p>
    </section>
  );
}
