import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Network, ParticipantView, TakenSnapshot } from '../../client/views.ts';
import { batchToJson } from '../../protocol/call-json.ts';
import { formatPercent } from '../format.ts';
import { namesOf } from '../participant-words.ts';
import { type PreparedRequest, prepareRequest } from '../request-call.ts';
import { node } from '../state/node.ts';
import { useText } from '../text.ts';
import { base64Text } from '../workers/base64.ts';
import { CallWords } from './call-words.tsx';
import { Following, type Handed } from './following.tsx';
import { type Question, QuestionForm } from './question-form.tsx';
import { SigningForm } from './signing-form.tsx';
import { SnapshotFacts } from './snapshot-facts.tsx';
import { Trouble } from './trouble.tsx';
import { Waiting } from './waiting.tsx';

interface Prepared extends PreparedRequest {
  snapshot: TakenSnapshot;
  network: Network;
  agency: ParticipantView;
  seed: number;
}

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
      const { agency, committee, ...rest } = question;
      const wish = { ...rest, agency: agency.account, committee: committee.account, snapshotCid: snapshot.cid };
      setProgress({
        step: 'sign',
        prepared: { ...prepareRequest(wish, now), snapshot, network: now, agency, seed: rest.seed },
      });
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

interface SignRequestProps {
  prepared: Prepared;
  names: ReadonlyMap<string, string>;
  onHanded: (handed: Handed) => void;
}

function SignRequest({ prepared, names, onHanded }: SignRequestProps): JSX.Element {
  const { t, locale } = useText();
  const { batch, network, problem, parameters, seed, agency } = prepared;
  return (
    <>
      <CallWords batch={batch} network={network} names={names} />
      <p>
        {t('request.problem', {
          share: formatPercent(locale, parameters.sharePermille / 1000, 0),
          groupTrips: parameters.groupTrips,
          routesPerPair: parameters.routesPerPair,
          seed,
        })}
      </p>
      <SigningForm
        batch={batch}
        network={network}
        signers={agency.signers}
        action={t('request.signAndSend')}
        send={async (signature) => {
          const call = batchToJson(batch, [signature]);
          const result = await node.requestDecision({ call, content: [base64Text(problem)] });
          onHanded('id' in result ? { decision: result.id } : { call: result.digest });
        }}
      />
    </>
  );
}
