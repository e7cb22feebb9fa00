import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ProposalView } from '../../client/views.ts';
import { node } from '../state/node.ts';
import { useText } from '../text.ts';
import { Moment } from './moment.tsx';
import { Trouble } from './trouble.tsx';

interface ProposalStepProps {
  proposal: ProposalView;
  /** Unix seconds by the node's clock. */
  now: number;
  onDone: () => void;
}

/** What anybody may ask for once the agencies agreed: to queue it, and later to carry it out. No key is needed. */
export function ProposalStep({ proposal, now, onDone }: ProposalStepProps): JSX.Element | false {
  const { t } = useText();
  const [error, setError] = useState<unknown>(undefined);
  const [isBusy, setBusy] = useState(false);
  const { id, state, eta } = proposal;
  if (state !== 'SUCCEEDED' && state !== 'QUEUED') return false;
  const step = state === 'SUCCEEDED' ? 'queue' : 'execute';
  const isEarly = step === 'execute' && eta !== undefined && now < eta;

  const ask = async (): Promise<void> => {
    setError(undefined);
    setBusy(true);
    try {
      await node.stepProposal(id, step);
      onDone();
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  };
  return (
    <section class="section" aria-labelledby="step">
      <h2 id="step">{t(`step.${step}.title`)}</h2>
      <p>{t(`step.${step}.sentence`)}</p>
      {isEarly && eta !== undefined && (
        <p class="quiet">
          {t('proposalWhen.from')} <Moment at={eta} />
        </p>
      )}
      <p>
        <button type="button" class="button main-action" disabled={isBusy || isEarly} onClick={() => void ask()}>
          {t(`step.${step}.action`)}
        </button>
      </p>
      {error !== undefined && <Trouble error={error} />}
    </section>
  );
}
