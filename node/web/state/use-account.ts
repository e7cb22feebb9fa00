import { useState } from 'preact/hooks';
import type { Address } from 'viem';
import { readAccount, writeSetting } from '../settings.ts';
import { store } from './store.ts';

/** For whom the reader acts, kept in this browser. It is a convenience: only a signature proves who acts. */
export function useAccount(): [Address | undefined, (account: Address | undefined) => void] {
  const [account, setAccount] = useState(() => readAccount(store()));
  return [
    account,
    (chosen) => {
      writeSetting(store(), 'account', chosen ?? '');
      setAccount(chosen);
    },
  ];
}
