import type { JSX } from 'preact';
import { demonstrationEnvironment } from '../../protocol/demonstration.ts';
import { formatDuration } from '../format.ts';
import { useConnection } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';
import { Mark } from './mark.tsx';

/** Says above every place what changes how to read it: a demonstration, a ledger still being verified, no connection. */
export function Banner(): JSX.Element {
  const { t, locale } = useText();
  const network = useResource('network', () => node.network());
  const connected = useConnection();
  const value = network.state === 'ready' ? network.value : undefined;
  return (
    <div class="banner" role="status">
      {value?.environment === demonstrationEnvironment && (
        <p>{t('banner.demo', { window: formatDuration(locale, value.challengeWindowSeconds) })}</p>
      )}
      {value?.verifying === true && (
        <p>
          <Mark tone="wait" icon="clock" word={t('banner.verifying')} />
        </p>
      )}
      {connected === false && (
        <p>
          <Mark tone="wait" icon="unplugged" word={t('banner.offline.word')} /> {t('banner.offline')}
        </p>
      )}
    </div>
  );
}
