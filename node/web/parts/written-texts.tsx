import type { JSX } from 'preact';
import type { QuestionList, TextView } from '../../client/views.ts';
import { shorten } from '../format.ts';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';
import { subjectOf } from '../text-subject.ts';
import { EraseText } from './erase-text.tsx';
import { Moment } from './moment.tsx';
import { QuestionCard } from './question-card.tsx';
import { TextForm } from './text-form.tsx';
import { Trouble } from './trouble.tsx';
import { Unfold } from './unfold.tsx';

interface Written {
  environment: string;
  /** Titles and reasons: questions and their answers stand apart. */
  said: TextView[];
  questions: QuestionList['questions'];
}

/** What people wrote about it: titles, reasons, questions, answers. It is kept off the ledger and can be erased by its author. */
export function WrittenTexts({ about }: { about: string }): JSX.Element | false {
  const { t } = useText();
  const written = useResource(`texts ${about}`, () => read(about));
  useNetworkEvents((event) => {
    if (event.event === 'text') written.reload();
  });
  if (written.state === 'failed') return <Trouble error={written.error} retry={written.reload} />;
  if (written.state === 'loading') return false;
  const { environment, said, questions } = written.value;
  return (
    <section class="section" aria-labelledby="written">
      <h2 id="written">{t('written.title')}</h2>
      <p class="small quiet">{t('written.note')}</p>
      {said.length + questions.length === 0 && <p>{t('written.none')}</p>}
      <ul class="cards">
        {said.map((one) => (
          <WrittenText key={one.hash} text={one} environment={environment} onErased={written.reload} />
        ))}
        {questions.map((question) => (
          <QuestionCard key={question.hash} question={question} environment={environment} onChange={written.reload} />
        ))}
      </ul>
      <Unfold summary={t('ask.title')}>
        <TextForm
          label={t('ask.label')}
          hint={t('ask.hint')}
          action={t('ask.action')}
          done={t('ask.done')}
          environment={environment}
          about={{ kind: 'question', about: subjectOf(about) }}
          onKept={written.reload}
        />
      </Unfold>
    </section>
  );
}

async function read(about: string): Promise<Written> {
  const [{ environment }, { texts }, { questions }] = await Promise.all([
    node.network(),
    node.texts(about),
    node.questions({ about }),
  ]);
  return { environment, said: texts.filter(({ kind }) => kind === 'title' || kind === 'reason'), questions };
}

interface WrittenTextProps {
  text: TextView;
  environment: string;
  onErased: () => void;
}

function WrittenText({ text, environment, onErased }: WrittenTextProps): JSX.Element {
  const { t } = useText();
  const { kind, author, authorName, text: words, createdAt } = text;
  return (
    <li class="card" data-text={text.hash}>
      <p class="small quiet">
        {t(kind === 'title' ? 'written.title.kind' : `written.${kind}`)} · {authorName ?? shorten(author)} ·{' '}
        <Moment at={createdAt} />
      </p>
      <p class="written">{words ?? t('written.erased')}</p>
      <EraseText text={text} environment={environment} onErased={onErased} />
    </li>
  );
}
