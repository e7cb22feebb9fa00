import type { JSX } from 'preact';
import type { Network } from '../../client/views.ts';
import { batchDigest, type CallBatch } from '../../protocol/call.ts';
import { describeBatch } from '../../protocol/describe-call.ts';
import { shorten } from '../format.ts';
import { useText } from '../text.ts';
import { Facts } from './facts.tsx';
import { Hash } from './hash.tsx';
import { Moment } from './moment.tsx';

interface CallWordsProps {
  batch: CallBatch;
  network: Network;
  /** Names of accounts, by address in lower case. */
  names: ReadonlyMap<string, string>;
}

/** What a signature of this batch agrees to: read from the bytes that are signed, not from what the node says. */
export function CallWords({ batch, network, names }: CallWordsProps): JSX.Element {
  const { t } = useText();
  const nameOf = (value: string): string => names.get(value.toLowerCase()) ?? shortLong(value);
  return (
    <div class="words stack">
      <p class="quiet small">{t('words.from')}</p>
      {describeBatch(batch, network.contracts).map(({ key, values }, index) => (
        <div key={index}>
          <p>
            <strong>{t(key, mapValues(values, nameOf))}</strong>
          </p>
          <details>
            <summary>{t('words.values')}</summary>
            <Facts pairs={Object.entries(values).map(([name, value]) => [name, shownValue(name, value)] as const)} />
          </details>
        </div>
      ))}
      <Facts
        pairs={[
          [t('words.account'), <Named key="account" value={batch.account} names={names} />],
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

function Named({ value, names }: { value: string; names: ReadonlyMap<string, string> }): JSX.Element {
  const { t } = useText();
  const name = names.get(value.toLowerCase());
  return (
    <>
      {name !== undefined && `${name} · `}
      <Hash value={value} label={t('people.account')} />
    </>
  );
}

function shownValue(name: string, value: string): JSX.Element {
  return isLong(value) ? <Hash value={value} label={name} /> : <span>{value}</span>;
}

function shortLong(value: string): string {
  return isLong(value) ? shorten(value) : value;
}

/** Addresses, hashes and CIDs are one long word; sentences and times have spaces. */
function isLong(value: string): boolean {
  return value.length > 30 && !value.includes(' ');
}

function mapValues(values: Record<string, string>, change: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
