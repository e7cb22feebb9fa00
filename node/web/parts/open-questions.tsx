import type { JSX } from 'preact';
import type { ParticipantView } from '../../client/views.ts';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';
import { QuestionCard } from './question-card.tsx';
import { Trouble } from './trouble.tsx';

interface OpenQuestionsProps {
  mine: ParticipantView | undefined;
  environment: string;
}

/** Questions that wait for an answer: of one account, or of all. */
export function OpenQuestions({ mine, environment }: OpenQuestionsProps): JSX.Element {
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
        <ul class="cards">
          {questions.value.map((question) => (
            <QuestionCard
              key={question.hash}
              question={question}
              environment={environment}
              isLinked
              onChange={questions.reload}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
