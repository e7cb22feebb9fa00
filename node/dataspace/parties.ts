import type { Address } from 'viem';

/** How somebody is named who did not sign. */
export const anyone = 'urn:qdt:anyone';

export function partyName(account: Address | undefined): string {
  return account === undefined ? anyone : `urn:qdt:participant:${account.toLowerCase()}`;
}

/** The account that a URN names, in lower case; undefined where it names none. */
export function accountOf(name: string | undefined): Address | undefined {
  const match = /^urn:qdt:participant:0x([0-9a-fA-F]{40})$/.exec(name ?? '');
  return match?.[1] === undefined ? undefined : `0x${match[1].toLowerCase()}`;
}
