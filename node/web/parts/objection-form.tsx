import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { type Hex, isHex } from 'viem';
import type { DecisionView, PendingCall } from '../../client/views.ts';
import { ledgerCall } from '../ledger-acts.ts';
import type { City } from '../state/use-city.ts';
import { useText } from '../text.ts';
import { SignCall } from './sign-call.tsx';
import { TextField } from './text-field.tsx';

/** Anybody enrolled may say: from this snapshot and problem I get another model. It suspends the decision until a vote. */
export function ObjectionForm({ decision, city }: { decision: DecisionView; city: City }): JSX.Element {
  const { t } = useText();
  const { network, names, participants } = city;
  const [typed, setTyped] = useState('');
  const [sent, setSent] = useState<PendingCall | undefined>(undefined);
  const modelRoot = readRoot(typed);
  const isSame = modelRoot !== undefined && modelRoot === decision.outcome?.modelRoot.toLowerCase();
  const { decisionLedger } = network.contracts;
  const calls = useMemo(
    () => (modelRoot === undefined ? [] : [ledgerCall(decisionLedger, decision.id, { act: 'object', modelRoot })]),
    [decisionLedger, decision.id, modelRoot],
  );
  if (sent !== undefined) return <p role="status">{t(sent.status === 'executed' ? 'acts.done' : 'propose.waits')}</p>;
  return (
    <>
      <TextField label={t('objection.root')} hint={t('objection.root.hint')} value={typed} onInput={setTyped} />
      {isSame && <p role="status">{t('objection.same')}</p>}
      {modelRoot !== undefined && !isSame && (
        <SignCall
          accounts={participants.filter(({ status }) => status === 'ACTIVE')}
          calls={calls}
          network={network}
          names={names}
          action={t('acts.object')}
          onSent={setSent}
        />
      )}
    </>
  );
}

function readRoot(typed: string): Hex | undefined {
  const text = typed.trim().toLowerCase();
  return isHex(text) && text.length === 66 ? text : undefined;
}
