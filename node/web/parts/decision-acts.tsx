import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { DecisionView, ParticipantView, PendingCall } from '../../client/views.ts';
import { type LedgerAct, ledgerCall } from '../ledger-acts.ts';
import { participantOf } from '../signer-account.ts';
import { type City, useCity } from '../state/use-city.ts';
import { useText } from '../text.ts';
import { ObjectionForm } from './objection-form.tsx';
import { Propose } from './propose.tsx';
import { SignCall } from './sign-call.tsx';
import { Trouble } from './trouble.tsx';
import { Waiting } from './waiting.tsx';

type ActName = LedgerAct['act'];

/** What can be done about a decision in its state, and by whom: put in force, decline, stop, object, settle an objection. */
export function DecisionActs({ decision }: { decision: DecisionView }): JSX.Element | false {
  const { t } = useText();
  const city = useCity();
  const [chosen, setChosen] = useState<ActName | undefined>(undefined);
  const possible = actsIn(decision);
  if (possible.length === 0) return false;
  return (
    <section class="section no-print" aria-labelledby="acts">
      <h2 id="acts">{t('acts.title')}</h2>
      {possible.map((act) => (
        <p key={act}>{t(`acts.${act}.who`, { how: t(`acts.${decision.whoEnacts ?? 'vote'}`) })}</p>
      ))}
      <p class="row">
        {possible.map((act) => (
          <button
            key={act}
            type="button"
            class={act === chosen ? 'button main-action' : 'button'}
            aria-pressed={act === chosen}
            onClick={() => setChosen(act === chosen ? undefined : act)}
          >
            {t(`acts.${act}`)}
          </button>
        ))}
      </p>
      {chosen !== undefined && city.state === 'loading' && <Waiting word={t('loading')} />}
      {chosen !== undefined && city.state === 'failed' && <Trouble error={city.error} retry={city.reload} />}
      {chosen !== undefined && possible.includes(chosen) && city.state === 'ready' && (
        <Act key={chosen} act={chosen} decision={decision} city={city.value} />
      )}
    </section>
  );
}

function actsIn({ state, whoEnacts, objections }: DecisionView): ActName[] {
  const isObjected = objections.some(({ resolvedAt }) => resolvedAt === undefined);
  if (state === 'RECORDED' || state === 'CHALLENGED') return ['object'];
  if (state === 'FINAL' && whoEnacts !== undefined) return ['enact', 'decline'];
  if (state === 'ENACTED') return isObjected ? ['stop', 'uphold', 'reject'] : ['stop'];
  if (state === 'OBJECTED') return ['uphold', 'reject'];
  return [];
}

interface ActProps {
  act: ActName;
  decision: DecisionView;
  city: City;
}

function Act({ act, decision, city }: ActProps): JSX.Element {
  const isVoted = act === 'uphold' || act === 'reject' || (act !== 'stop' && decision.whoEnacts === 'vote');
  if (act === 'object') return <ObjectionForm decision={decision} city={city} />;
  return isVoted ? (
    <Voted act={act} decision={decision} city={city} />
  ) : (
    <Signed act={act} decision={decision} city={city} />
  );
}

type PlainAct = Exclude<ActName, 'object'>;

function Voted({ act, decision, city }: ActProps & { act: PlainAct }): JSX.Element {
  const { decisionLedger } = city.network.contracts;
  const calls = useMemo(() => [ledgerCall(decisionLedger, decision.id, { act })], [decisionLedger, decision.id, act]);
  return <Propose city={city} calls={calls} />;
}

function Signed({ act, decision, city }: ActProps & { act: PlainAct }): JSX.Element {
  const { t } = useText();
  const { network, names } = city;
  const [sent, setSent] = useState<PendingCall | undefined>(undefined);
  const { decisionLedger } = network.contracts;
  const calls = useMemo(() => [ledgerCall(decisionLedger, decision.id, { act })], [decisionLedger, decision.id, act]);
  if (sent !== undefined) return <p role="status">{t(sent.status === 'executed' ? 'acts.done' : 'propose.waits')}</p>;
  return (
    <SignCall
      accounts={actors(act, decision, city)}
      calls={calls}
      network={network}
      names={names}
      action={t(`acts.${act}`)}
      onSent={setSent}
    />
  );
}

/** The agency that asked; a guardian may stop what is in force, too. */
function actors(act: PlainAct, decision: DecisionView, { participants }: City): ParticipantView[] {
  const agency = participantOf(participants, decision.agency);
  const guardians = act === 'stop' ? participants.filter(({ roles }) => roles.includes('GUARDIAN')) : [];
  return [...(agency === undefined ? [] : [agency]), ...guardians];
}
