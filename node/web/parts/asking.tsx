import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Network, ParticipantView } from '../../client/views.ts';
import { namesOf } from '../participant-words.ts';
import { node } from '../state/node.ts';
import { useText } from '../text.ts';
import { Following, type Handed } from './following.tsx';
import { type Question, QuestionForm } from './question-form.tsx';
import { type Prepared, prepare, SignRequest } from './sign-request.tsx';
import { SnapshotFacts } from './snapshot-facts.tsx';
import { Trouble } from './trouble.tsx';
import { Waiting } from './waiting.tsx';

type Progress =
  | { step: 'question'; error?: unknown }
  | { step: 'snapshot' }
  | { step: 'sign'; prepared: Prepared }
  | { step: 'handed'; handed: Handed };

/** The steps of a request, one under the other; a later one appears when the earlier one is done. */
export function Asking({
  network,
  participants,
}: {
  network: Network;
  participants: readonly ParticipantView[];
}): JSX.Element {
  const text = useText();
  const { t } = text;
  const [progress, setProgress] = useState<Progress>({ step: 'question' });

  const takeSnapshot = async (question: Question): Promise<void> => {
    setProgress({ step: 'snapshot' });
    try {
      const snapshot = await node.takeSnapshot();
      const now = await node.network();
      setProgress({ step: 'sign', prepared: prepare(question, snapshot, now) });
    } catch (error) {
      setProgress({ step: 'question', error });
    }
  };

  if (progress.step === 'handed') {
    return (
      <section class="section" aria-labelledby="follow">
        <h2 id="follow">{t('request.follow')}</h2>
        <Following handed={progress.handed} />
        <p>
          <button type="button" class="button" onClick={() => setProgress({ step: 'question' })}>
            {t('follow.another')}
          </button>
        </p>
      </section>
    );
  }
  return (
    <ol class="steps">
      <li>
        <h2>{t('request.question')}</h2>
        <QuestionForm network={network} participants={participants} onAsk={(question) => void takeSnapshot(question)} />
        {progress.step === 'snapshot' && <Waiting word={t('request.snapshotting')} />}
        {progress.step === 'question' && progress.error !== undefined && <Trouble error={progress.error} />}
      </li>
      {progress.step === 'sign' && (
        <>
          <li>
            <h2>{t('request.snapshot')}</h2>
            <SnapshotFacts snapshot={progress.prepared.snapshot} />
          </li>
          <li>
            <h2>{t('request.sign')}</h2>
            <SignRequest
              prepared={progress.prepared}
              names={namesOf(participants, text)}
              onHanded={(handed) => setProgress({ step: 'handed', handed })}
            />
          </li>
        </>
      )}
    </ol>
  );
}
