import type { JSX } from 'preact';
import type { ParticipantView, PendingCall } from '../../client/views.ts';
import { participantOf } from '../signer-account.ts';
import type { City } from '../state/use-city.ts';
import { useText } from '../text.ts';
import { PendingCallCard } from './pending-call.tsx';

interface PendingCallsProps {
  calls: readonly PendingCall[];
  city: City;
  mine: ParticipantView | undefined;
}

/** Calls that wait for signatures: all, or those that a key of the reader's account can sign. */
export function PendingCalls({ calls, city, mine }: PendingCallsProps): JSX.Element {
  const { t } = useText();
  const { participants, network, names } = city;
  const waiting = calls
    .map((call) => ({ call, signers: participantOf(participants, call.account)?.signers ?? [] }))
    .filter(
      ({ call, signers }) => mine === undefined || call.account === mine.account || shares(signers, mine.signers),
    );
  return (
    <section class="section" aria-labelledby="to-sign">
      <h2 id="to-sign">{t('desk.calls')}</h2>
      {waiting.length === 0 && <p>{t('desk.none')}</p>}
      <ul class="cards">
        {waiting.map(({ call }) => (
          <PendingCallCard key={call.digest} call={call} network={network} names={names} />
        ))}
      </ul>
    </section>
  );
}

/** An account of several holders is signed with the holders' own keys. */
function shares(signers: readonly string[], others: readonly string[]): boolean {
  const known = new Set(others.map((signer) => signer.toLowerCase()));
  return signers.some((signer) => known.has(signer.toLowerCase()));
}
