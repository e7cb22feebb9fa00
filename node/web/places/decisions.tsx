import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DecisionView } from '../../client/views.ts';
import { decisionSentence } from '../decision-words.ts';
import { Moment } from '../parts/moment.tsx';
import { StateMark } from '../parts/state-mark.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';
import { documentsOf, keyOf } from '../workers/evidence-messages.ts';
import { readSummary } from '../workers/evidence-worker.ts';

/** All decisions, newest first. */
export function Decisions(): JSX.Element {
  const { t } = useText();
  const first = useResource('decisions', () => node.decisions({ limit: 20 }));
  useNetworkEvents((event) => {
    if (event.event === 'decision') first.reload();
  });
  return (
    <>
      <h1>{t('decisions.title')}</h1>
      <p class="lead">{t('decisions.lead')}</p>
      <p>
        <a class="button main-action" href="/request">
          {t('decisions.ask')}
        </a>
      </p>
      {first.state === 'loading' && <Waiting word={t('loading')} />}
      {first.state === 'failed' && <Trouble error={first.error} retry={first.reload} />}
      {first.state === 'ready' && first.value.decisions.length === 0 && <p>{t('decisions.none')}</p>}
      {first.state === 'ready' && <DecisionCards decisions={first.value.decisions} />}
      {first.state === 'ready' && first.value.next !== undefined && <Earlier before={first.value.next} />}
    </>
  );
}

function DecisionCards({ decisions }: { decisions: readonly DecisionView[] }): JSX.Element {
  return (
    <ul class="cards">
      {decisions.map((decision) => (
        <DecisionCard key={decision.id} decision={decision} />
      ))}
    </ul>
  );
}

function DecisionCard({ decision }: { decision: DecisionView }): JSX.Element {
  const text = useText();
  const documents = documentsOf(decision);
  const summary = useResource(keyOf(documents), async () =>
    decision.kind === 'routes' ? readSummary(documents) : undefined,
  );
  return (
    <li class="card pair">
      <h2>
        <a href={`/decisions/${decision.id}`}>{text.t('decision.number', { id: decision.id })}</a>
      </h2>
      <StateMark state={decision.state} />
      <p class="full">{decisionSentence(decision, summary.state === 'ready' ? summary.value : undefined, text)}</p>
      <p class="full small quiet">
        {text.t('decision.askedAt')} <Moment at={decision.requestedAt} />
      </p>
    </li>
  );
}

/** One older page at a time, under the newest one. */
function Earlier({ before }: { before: number }): JSX.Element {
  const { t } = useText();
  const [isWanted, setWanted] = useState(false);
  return isWanted ? (
    <EarlierPage before={before} />
  ) : (
    <button type="button" class="button" onClick={() => setWanted(true)}>
      {t('decisions.earlier')}
    </button>
  );
}

function EarlierPage({ before }: { before: number }): JSX.Element {
  const { t } = useText();
  const page = useResource(`decisions before ${before}`, () => node.decisions({ limit: 20, before }));
  if (page.state === 'loading') return <Waiting word={t('loading')} />;
  if (page.state === 'failed') return <Trouble error={page.error} retry={page.reload} />;
  return (
    <>
      <DecisionCards decisions={page.value.decisions} />
      {page.value.next !== undefined && <Earlier before={page.value.next} />}
    </>
  );
}
