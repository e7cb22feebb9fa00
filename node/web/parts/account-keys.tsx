import type { JSX } from 'preact';
import type { AccountKeysView, AlgorithmList, ParticipantView } from '../../client/views.ts';
import { algorithmOfSigner, keyMark } from '../key-words.ts';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';
import { Hash } from './hash.tsx';
import { KeyChangeNotice } from './key-change-notice.tsx';
import { Mark } from './mark.tsx';
import { Moment } from './moment.tsx';
import { Trouble } from './trouble.tsx';
import { Waiting } from './waiting.tsx';

interface AccountKeysProps {
  participant: ParticipantView;
  /** The desk shows an announced change by itself. */
  hasChangeElsewhere?: boolean;
}

/** The keys of an account: by which algorithm, whether they can sign now or why not, and the change that is announced. */
export function AccountKeys({ participant, hasChangeElsewhere = false }: AccountKeysProps): JSX.Element {
  const { t } = useText();
  const { account } = participant;
  const found = useResource(`keys ${account}`, async () => {
    const [keys, { algorithms }, { time }] = await Promise.all([
      node.accountKeys(account),
      node.algorithms(),
      node.network(),
    ]);
    return { keys, algorithms, now: time };
  });
  useNetworkEvents((event) => {
    if (event.event === 'block') found.reload();
  });
  if (found.state === 'failed') return <Trouble error={found.error} retry={found.reload} />;
  if (found.state === 'loading') return <Waiting word={t('loading')} />;
  const { keys, algorithms, now } = found.value;
  const { signers, threshold, frozenUntil, pending } = keys;
  return (
    <>
      <p>{t('people.signs', { threshold, count: signers.length })}</p>
      {frozenUntil !== undefined && frozenUntil > now && (
        <p class="notice bad">
          {t('key.frozenUntil')} <Moment at={frozenUntil} />
        </p>
      )}
      <KeyTable keys={keys} algorithms={algorithms} now={now} />
      {pending !== undefined && !hasChangeElsewhere && (
        <KeyChangeNotice participant={participant} pending={pending} now={now} onChange={found.reload} />
      )}
    </>
  );
}

interface KeyTableProps {
  keys: AccountKeysView;
  algorithms: AlgorithmList['algorithms'];
  now: number;
}

function KeyTable({ keys, algorithms, now }: KeyTableProps): JSX.Element {
  const { t } = useText();
  return (
    <div class="table-wrap">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('key.algorithm')}</th>
            <th scope="col">{t('key.state')}</th>
            <th scope="col">{t('signed.key')}</th>
          </tr>
        </thead>
        <tbody>
          {keys.signers.map((key) => {
            const { word, ...mark } = keyMark(key, keys, { algorithms, now });
            return (
              <tr key={key.signer}>
                <td>
                  <a href="/algorithms">
                    {key.algorithm ?? algorithmOfSigner(key.signer, algorithms)?.code ?? t('key.unknownAlgorithm')}
                  </a>
                </td>
                <td>
                  <Mark {...mark} word={t(word)} />
                </td>
                <td>
                  <Hash value={key.signer} label={t('signed.key')} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
