import type { JSX } from 'preact';
import type { Network } from '../../client/views.ts';
import { batchDigest, type CallBatch } from '../../protocol/call.ts';
import type { Names } from '../call-sentence.ts';
import { useText } from '../text.ts';
import { CallsInWords } from './calls-in-words.tsx';
import { Facts } from './facts.tsx';
import { Hash } from './hash.tsx';
import { Moment } from './moment.tsx';
import { NamedAccount } from './named-account.tsx';

interface CallWordsProps {
  batch: CallBatch;
  network: Network;
  names: Names;
}

/** What a signature of this batch agrees to: read from the bytes that are signed, not from what the node says. */
export function CallWords({ batch, network, names }: CallWordsProps): JSX.Element {
  const { t } = useText();
  return (
    <div class="words stack">
      <p class="quiet small">{t('words.from')}</p>
      <CallsInWords account={batch.account} calls={batch.calls} network={network} names={names} />
      <Facts
        pairs={[
          [t('words.account'), <NamedAccount key="account" account={batch.account} names={names} />],
          [t('words.deadline'), <Moment key="deadline" at={batch.deadline} />],
          [t('anchor.chain'), String(network.chainId)],
          [
            t('words.digest'),
            <Hash key="digest" value={batchDigest(network.chainId, batch)} label={t('words.digest')} />,
          ],
        ]}
      />
    </div>
  );
}
