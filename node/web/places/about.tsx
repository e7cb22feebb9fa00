import type { JSX } from 'preact';
import { demonstrationEnvironment } from '../../protocol/demonstration.ts';
import { formatDuration } from '../format.ts';
import { Facts } from '../parts/facts.tsx';
import { Hash } from '../parts/hash.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';

const PROMISES = ['checkable', 'bound', 'keys', 'chain', 'beaten', 'signing', 'offline'] as const;
const NOT_PROMISED = ['sensors', 'anchor', 'quantum', 'future', 'demo'] as const;

/** What is promised, what is not, and which versions this is. */
export function About(): JSX.Element {
  const { t, locale } = useText();
  const network = useResource('network', () => node.network());
  const value = network.state === 'ready' ? network.value : undefined;
  return (
    <>
      <h1>{t('about.title')}</h1>
      <p class="lead">{t('about.lead')}</p>
      <section class="section" aria-labelledby="promised">
        <h2 id="promised">{t('about.promised')}</h2>
        <ul>
          {PROMISES.map((promise) => (
            <li key={promise}>{t(`about.promised.${promise}`)}</li>
          ))}
        </ul>
      </section>
      <section class="section" aria-labelledby="not-promised">
        <h2 id="not-promised">{t('about.not')}</h2>
        <ul>
          {NOT_PROMISED.map((promise) => (
            <li key={promise}>{t(`about.not.${promise}`)}</li>
          ))}
        </ul>
      </section>
      <section class="section" aria-labelledby="window">
        <h2 id="window">{t('about.window')}</h2>
        {value !== undefined && (
          <p>
            {t(value.environment === demonstrationEnvironment ? 'about.window.demo' : 'about.window.real', {
              window: formatDuration(locale, value.challengeWindowSeconds),
            })}
          </p>
        )}
      </section>
      <section class="section" aria-labelledby="data">
        <h2 id="data">{t('about.data')}</h2>
        <p>{t('about.data.sentence')}</p>
      </section>
      <section class="section" aria-labelledby="versions">
        <h2 id="versions">{t('about.versions')}</h2>
        {network.state === 'failed' && <Trouble error={network.error} retry={network.reload} />}
        {value !== undefined && (
          <Facts
            pairs={[
              [t('about.version'), value.version],
              [t('about.environment'), value.environment],
              [t('about.engine'), value.engine],
              [t('anchor.chain'), String(value.chainId)],
              [t('about.genesis'), <Hash key="genesis" value={value.genesisHash} label={t('about.genesis')} />],
              [
                t('about.ledger'),
                <Hash key="ledger" value={value.contracts.decisionLedger} label={t('about.ledger')} />,
              ],
              [
                t('about.verifier'),
                <Hash key="verifier" value={value.contracts.verifier} label={t('about.verifier')} />,
              ],
            ]}
          />
        )}
        <p>
          <a href="/docs" target="_self">
            {t('about.docs')}
          </a>
        </p>
      </section>
    </>
  );
}
