import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SeatbeltView } from '../../client/views.ts';
import type { Call } from '../../protocol/call.ts';
import type { Names } from '../call-sentence.ts';
import { node } from '../state/node.ts';
import { useText } from '../text.ts';
import { Seatbelt } from './seatbelt.tsx';
import { Trouble } from './trouble.tsx';
import { Waiting } from './waiting.tsx';

type Trial =
  | { step: 'idle' | 'trying' }
  | { step: 'tried'; seatbelt: SeatbeltView }
  | { step: 'failed'; error: unknown };

/** Tries calls that nobody has proposed yet on a copy of the state, when the author asks. */
export function DraftSeatbelt({ calls, names }: { calls: readonly Call[]; names: Names }): JSX.Element {
  const { t } = useText();
  const [trial, setTrial] = useState<Trial>({ step: 'idle' });
  const start = async (): Promise<void> => {
    setTrial({ step: 'trying' });
    try {
      const draft = calls.map((call) => ({ ...call, value: String(call.value) }));
      setTrial({ step: 'tried', seatbelt: await node.draftSeatbelt({ calls: draft }) });
    } catch (error) {
      setTrial({ step: 'failed', error });
    }
  };
  return (
    <div class="stack" aria-live="polite">
      <p>{t('seatbelt.lead')}</p>
      {trial.step !== 'tried' && (
        <button type="button" class="button" disabled={trial.step === 'trying'} onClick={() => void start()}>
          {t('seatbelt.try')}
        </button>
      )}
      {trial.step === 'trying' && <Waiting word={t('seatbelt.trying')} />}
      {trial.step === 'failed' && <Trouble error={trial.error} />}
      {trial.step === 'tried' && <Seatbelt seatbelt={trial.seatbelt} names={names} />}
    </div>
  );
}
