import type { ParticipantView } from '../client/views.ts';
import { shorten } from './format.ts';
import type { Text } from './text.ts';

/** A participant's public name; a citizen has none, and is called by kind and shortened account. */
export function participantName(
  { name, kind, account }: Pick<ParticipantView, 'name' | 'kind' | 'account'>,
  { t }: Text,
): string {
  return name ?? t('people.unnamed', { kind: t(`kind.${kind}`), account: shorten(account) });
}

/** Names by account in lower case, for sentences that would otherwise show an address. */
export function namesOf(participants: readonly ParticipantView[], text: Text): Map<string, string> {
  return new Map(participants.map((one) => [one.account.toLowerCase(), participantName(one, text)]));
}
