import type { JSX } from 'preact';
import type { Names } from '../call-sentence.ts';
import { useText } from '../text.ts';
import { Hash } from './hash.tsx';

/** An account by its public name where it has one, and its address to copy. */
export function NamedAccount({ account, names }: { account: string; names: Names }): JSX.Element {
  const { t } = useText();
  const name = names.get(account.toLowerCase());
  return (
    <>
      {name !== undefined && (
        <>
          <a href={`/participants/${account}`}>{name}</a> ·{' '}
        </>
      )}
      <Hash value={account} label={t('people.account')} />
    </>
  );
}
