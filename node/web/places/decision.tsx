import type { JSX } from 'preact';
import type { DecisionView } from '../../client/views.ts';
import { decisionSentence } from '../decision-words.ts';
import { Beaten } from '../parts/beaten.tsx';
import { Cost } from '../parts/cost.tsx';
import { DecisionChecks } from '../parts/decision-checks.tsx';
import { DecisionCourse } from '../parts/decision-course.tsx';
import { Downloads } from '../parts/downloads.tsx';
import { Identities } from '../parts/identities.tsx';
import { Later } from '../parts/later.tsx';
import { Picture } from '../parts/picture.tsx';
import { QuantumLabel } from '../parts/quantum-label.tsx';
import { Reasons } from '../parts/reasons.tsx';
import { Signatures } from '../parts/signatures.tsx';
import { StateMark } from '../parts/state-mark.tsx';
import { ThreeNumbers } from '../parts/three-numbers.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { useEvidence } from '../state/use-evidence.ts';
import { useResource } from '../state/use-resource.ts';
import { summaryOf } from '../summary.ts';
import { useText } from '../text.ts';

/** One decision, from the sentence down to the downloads. */
export function Decision({ id }: { id: number }): JSX.Element {
  const { t } = useText();
  const decision = useResource(`decision ${id}`, () => node.decision(id));
  useNetworkEvents((event) => {
    if (event.event === 'decision' && event.data.id === id) decision.reload();
  });
  if (decision.state === 'ready') return <DecisionBody decision={decision.value} />;
  return (
    <>
      <h1>{t('decision.number', { id })}</h1>
      {decision.state === 'loading' ? (
        <Waiting word={t('loading')} />
      ) : (
        <Trouble error={decision.error} retry={decision.reload} />
      )}
    </>
  );
}

function DecisionBody({ decision }: { decision: DecisionView }): JSX.Element {
  const text = useText();
  const { evidence, error } = useEvidence(decision);
  const plan = evidence?.plan;
  return (
    <article>
      <p class="row">
        <span class="quiet">{text.t('decision.number', { id: decision.id })}</span>
        <StateMark state={decision.state} />
        <a href="#checks" class="no-print">
          {text.t('decision.how')}
        </a>
      </p>
      <h1>{decisionSentence(decision, evidence === undefined ? undefined : summaryOf(evidence), text)}</h1>
      <Identities decision={decision} />
      {evidence === undefined && error === undefined && <Waiting word={text.t('evidence.reading')} />}
      {error !== undefined && <Trouble error={error} />}
      {evidence !== undefined && <Picture evidence={evidence} />}
      {evidence !== undefined && plan !== undefined && <ThreeNumbers evidence={evidence} plan={plan} />}
      {plan !== undefined && <Reasons plan={plan} />}
      <DecisionCourse decision={decision} />
      <Later
        name="decision acts"
        load={() => import('../parts/decision-acts.tsx')}
        show={({ DecisionActs }) => <DecisionActs decision={decision} />}
      />
      <Signatures decision={decision} />
      <Beaten decision={decision} />
      <DecisionChecks decision={decision} />
      <Later
        name="written texts"
        load={() => import('../parts/written-texts.tsx')}
        show={({ WrittenTexts }) => <WrittenTexts about={`decision:${decision.id}`} />}
      />
      {plan !== undefined && <QuantumLabel quantum={plan.quantum} />}
      {decision.cost !== undefined && <Cost cost={decision.cost} />}
      <Downloads decision={decision} />
    </article>
  );
}
