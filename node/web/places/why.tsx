import type { JSX } from 'preact';
import { Trouble } from '../parts/trouble.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { WhyAnswer } from '../parts/why-answer.tsx';
import { WhyForm } from '../parts/why-form.tsx';
import { useCity } from '../state/use-city.ts';
import { usePurposes } from '../state/use-purposes.ts';
import { useText } from '../text.ts';
import { readQuestion } from '../why-question.ts';

/** Who may do what, why, since which vote and until when; for now and for any past time. */
export function Why({ query }: { query: string }): JSX.Element {
  const { t } = useText();
  const city = useCity();
  const purposes = usePurposes();
  const failed = [city, purposes].find(({ state }) => state === 'failed');
  const question = readQuestion(query);
  return (
    <>
      <h1>{t('why.title')}</h1>
      <p class="lead">{t('why.lead')}</p>
      {failed?.state === 'failed' && <Trouble error={failed.error} retry={failed.reload} />}
      {failed === undefined && !(city.state === 'ready' && purposes.state === 'ready') && (
        <Waiting word={t('loading')} />
      )}
      {city.state === 'ready' && purposes.state === 'ready' && (
        <>
          <WhyForm asked={question} participants={city.value.participants} voted={purposes.value} />
          {question !== undefined && <WhyAnswer question={question} names={city.value.names} />}
        </>
      )}
    </>
  );
}
