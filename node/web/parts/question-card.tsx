import type { JSX } from 'preact';
import type { QuestionList } from '../../client/views.ts';
import { shorten } from '../format.ts';
import { useText } from '../text.ts';
import { addressOfSubject } from '../text-subject.ts';
import { EraseText } from './erase-text.tsx';
import { Mark } from './mark.tsx';
import { Moment } from './moment.tsx';
import { TextForm } from './text-form.tsx';
import { Unfold } from './unfold.tsx';

type Question = QuestionList['questions'][number];

interface QuestionCardProps {
  question: Question;
  environment: string;
  /** On the desk a question names what it is about; on that thing's own page it does not. */
  isLinked?: boolean;
  onChange: () => void;
}

/** A question, whether and until when it waits for an answer, its answers, and a place to answer it. */
export function QuestionCard({ question, environment, isLinked = false, onChange }: QuestionCardProps): JSX.Element {
  const { t } = useText();
  const { about, author, authorName, text, asked, askedName, dueAt, createdAt, answers, answeredAt, erasedAt } =
    question;
  const title = t('desk.questions.to', { name: askedName ?? shorten(asked) });
  return (
    <li class="card pair" data-question={question.hash}>
      <h3>{isLinked ? <a href={addressOfSubject(about)}>{title}</a> : title}</h3>
      <QuestionMark question={question} />
      <p class="full written">{text ?? t('written.erased')}</p>
      <p class="full small quiet">
        {t('question.by', { name: authorName ?? shorten(author) })} · <Moment at={createdAt} />
        {dueAt !== undefined && (
          <>
            {' '}
            · {t('desk.questions.due')} <Moment at={dueAt} />
          </>
        )}
      </p>
      {answers.map((answer) => (
        <div key={answer.hash} class="full answer">
          <p class="small quiet">
            {t('written.answer')} · {answer.authorName ?? shorten(answer.author)} · <Moment at={answer.createdAt} />
          </p>
          <p class="written">{answer.text ?? t('written.erased')}</p>
          <EraseText text={answer} environment={environment} onErased={onChange} />
        </div>
      ))}
      {answeredAt === undefined && erasedAt === undefined && (
        <Unfold summary={t('answer.title')}>
          <TextForm
            label={t('answer.label')}
            hint={t('answer.hint', { name: askedName ?? shorten(asked) })}
            action={t('answer.action')}
            done={t('answer.done')}
            environment={environment}
            about={{ kind: 'answer', about, replyTo: question.hash }}
            author={asked}
            onKept={onChange}
          />
        </Unfold>
      )}
      <div class="full">
        <EraseText text={question} environment={environment} onErased={onChange} />
      </div>
    </li>
  );
}

function QuestionMark({ question: { isOverdue, answeredAt, erasedAt } }: { question: Question }): JSX.Element {
  const { t } = useText();
  if (answeredAt !== undefined)
    return <Mark tone="good" icon="check" word={t(isOverdue ? 'question.answeredLate' : 'question.answered')} />;
  if (erasedAt !== undefined) return <Mark tone="none" icon="dash" word={t('question.erased')} />;
  return (
    <Mark
      tone={isOverdue ? 'bad' : 'wait'}
      icon="clock"
      word={t(isOverdue ? 'desk.questions.overdue' : 'desk.questions.open')}
    />
  );
}
