import type { DecisionStateName, DecisionView } from '../client/views.ts';
import { formatNumber, formatPercent, momentText, shorten } from './format.ts';
import type { IconName } from './parts/icon.tsx';
import type { Tone } from './parts/mark.tsx';
import type { DecisionSummary } from './summary.ts';
import type { Text } from './text.ts';

/** How a state looks; its word stands in the messages (`state.FINAL`). */
export const STATE_MARKS: Readonly<Record<DecisionStateName, { tone: Tone; icon: IconName }>> = {
  REQUESTED: { tone: 'wait', icon: 'clock' },
  RECORDED: { tone: 'wait', icon: 'pen' },
  CHALLENGED: { tone: 'wait', icon: 'flag' },
  OBJECTED: { tone: 'wait', icon: 'flag' },
  STRUCK: { tone: 'bad', icon: 'cross' },
  FINAL: { tone: 'good', icon: 'check' },
  ENACTED: { tone: 'good', icon: 'check' },
  DECLINED: { tone: 'none', icon: 'cross' },
  STOPPED: { tone: 'none', icon: 'cross' },
  EXPIRED: { tone: 'none', icon: 'dash' },
};

/** The decision in one sentence: what was asked, by whom, what came out, since when it stands. */
export function decisionSentence(decision: DecisionView, summary: DecisionSummary | undefined, text: Text): string {
  return `${asked(decision, summary, text)} ${answered(decision, summary, text)}`;
}

function asked(decision: DecisionView, summary: DecisionSummary | undefined, { t, locale }: Text): string {
  const agency = decision.agencyName ?? t('agency.unnamed', { account: shorten(decision.agency) });
  if (decision.kind !== 'routes') return t('sentence.asked.other', { agency, kind: decision.kind });
  if (summary === undefined) return t('sentence.asked', { agency });
  return t('sentence.asked.share', { agency, share: formatPercent(locale, summary.share, 0) });
}

function answered(decision: DecisionView, summary: DecisionSummary | undefined, { t, locale }: Text): string {
  const moment = (seconds: number | undefined): string =>
    seconds === undefined ? t('moment.unknown') : momentText(locale, seconds);
  if (decision.state === 'REQUESTED') return t('sentence.requested', { until: moment(decision.recordBy) });
  if (decision.state === 'EXPIRED') return t('sentence.expired', { until: moment(decision.recordBy) });
  const since = sinceWhen(decision, t, moment);
  const saved = summary?.saved;
  if (saved === undefined) return t('sentence.recorded', { since });
  return t('sentence.recorded.saves', {
    hours: formatNumber(locale, saved.hours),
    share: formatPercent(locale, saved.share),
    since,
  });
}

function sinceWhen(decision: DecisionView, t: Text['t'], moment: (seconds: number | undefined) => string): string {
  if (decision.state === 'RECORDED') return t('since.recorded', { until: moment(decision.challengeUntil) });
  if (decision.state === 'FINAL')
    return t('since.final', { at: moment(decision.finalizedAt ?? decision.challengeUntil) });
  if (decision.state === 'ENACTED') return t('since.enacted', { at: moment(decision.enactedAt) });
  if (decision.state === 'DECLINED') return t('since.declined', { at: moment(decision.declinedAt) });
  if (decision.state === 'STOPPED') return t('since.stopped', { at: moment(decision.stoppedAt) });
  if (decision.state === 'STRUCK') return t('since.struck', { at: moment(decision.struckAt) });
  return t('since.other', { state: t(`state.${decision.state}`) });
}
