import type { JSX } from 'preact';
import type { ParticipantView, QuestionList } from '../../client/views.ts';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';
import { Mark } from './mark.tsx';
import { Moment } from './moment.tsx';
import { Trouble } from './trouble.tsx';

type Question = QuestionList['questions'][number];

/** Questions that wait for an answer: of one account, or of all. */
export function OpenQuestions({ mine }: { mine: ParticipantView | undefined }): JSX.Element {
  const { t } = useText();
  const questions = useResource(`questions ${mine?.account}`, async () => {
    const asked = await node.questions(mine === undefined ? {} : { waitingFor: mine.account });
    return asked.questions.filter(({ answeredAt, erasedAt }) => answeredAt === undefined && erasedAt === undefined);
  });
  useNetworkEvents((event) => {
    if (event.event === 'text') questions.reload();
  });
  return (
    <section class="section" aria-labelledby="to-answer">
      <h2 id="to-answer">{t('desk.questions')}</h2>
      {questions.state === 'failed' && <Trouble error={questions.error} retry={questions.reload} />}
      {questions.state === 'ready' && questions.value.length === 0 && <p>{t('desk.questions.none')}</p>}
      {questions.state === 'ready' && questions.value.length > 0 && (
        <>
          <ul class="cards">
            {questions.value.map((question) => (
              <OpenQuestion key={question.hash} question={question} />
            ))}
          </ul>
          <p>
            {t('desk.questions.how')} <code>npm run qdt -- --help</code>
          </p>
        </>
      )}
    </section>
  );
}

function OpenQuestion({ question }: { question: Question }): JSX.Element {
  const { t } = useText();
  const { about, text, askedName, dueAt, isOverdue, createdAt } = question;
  const address = { proposal: 'proposals', policy: 'policies', decision: 'decisions', ballot: 'proposals' }[about.kind];
  return (
    <li class="card pair">
      <h3>
        <a href={`/${address}/${about.id.split(':')[0]}`}>
          {t('desk.questions.to', { name: askedName ?? t('agency.plain') })}
        </a>
      </h3>
      <Mark
        tone={isOverdue ? 'bad' : 'wait'}
        icon="clock"
        word={t(isOverdue ? 'desk.questions.overdue' : 'desk.questions.open')}
      />
      <p class="full written">{text ?? t('written.erased')}</p>
      <p class="full small quiet">
        <Moment at={createdAt} />
        {dueAt !== undefined && (
          <>
            {' '}
            · {t('desk.questions.due')} <Moment at={dueAt} />
          </>
        )}
      </p>
    </li>
  );
}
