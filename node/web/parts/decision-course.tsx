import type { JSX } from 'preact';
import type { DecisionView } from '../../client/views.ts';
import { useText } from '../text.ts';
import { Facts } from './facts.tsx';
import { Hash } from './hash.tsx';
import { Moment } from './moment.tsx';

/** What became of a recorded answer: put in force, declined, stopped, objected to, struck; and under which mandate. */
export function DecisionCourse({ decision }: { decision: DecisionView }): JSX.Element | false {
  const { t } = useText();
  const { enactedAt, declinedAt, stoppedAt, struckAt, cause, objections, mandate, whoEnacts } = decision;
  const moment = (at: number | undefined): JSX.Element | undefined =>
    at === undefined ? undefined : <Moment at={at} />;
  const happened = [enactedAt, declinedAt, stoppedAt, struckAt].some((at) => at !== undefined);
  if (!happened && objections.length === 0 && mandate === undefined && whoEnacts === undefined) return false;
  return (
    <section class="section" aria-labelledby="course">
      <h2 id="course">{t('course.title')}</h2>
      {mandate !== undefined && (
        <p>
          {t('course.mandate', { id: mandate.id, area: mandate.area, change: mandate.change })}{' '}
          <a href={`/mandates#mandate-${mandate.id}`}>{t('course.toMandate')}</a>
        </p>
      )}
      {whoEnacts !== undefined && !happened && <p>{t(`course.whoEnacts.${whoEnacts}`)}</p>}
      <Facts
        pairs={[
          [t('course.enacted'), moment(enactedAt)],
          [t('course.declined'), moment(declinedAt)],
          [t('course.stopped'), moment(stoppedAt)],
          [t('course.struck'), moment(struckAt)],
          [t('course.cause'), cause],
        ]}
      />
      {objections.map(({ account, name, modelRoot, at }) => (
        <p key={account}>
          {t('course.objection', { name: name ?? t('course.somebody') })}{' '}
          <Hash value={modelRoot} label={t('ids.modelRoot')} /> · <Moment at={at} />
        </p>
      ))}
    </section>
  );
}
