import type { CourtProgress } from '../client/court/progress.ts';
import type { CaseList, DecisionView } from '../client/views.ts';
import { energyDivisor } from '../protocol/problems/routes/travel-time.ts';
import { formatNumber, momentText, ratio } from './format.ts';
import type { IconName } from './parts/icon.tsx';
import type { Tone } from './parts/mark.tsx';
import type { Text } from './text.ts';

export type CourtCase = CaseList['claims'][number];
type State = CourtCase['state'];

const marks: Readonly<Record<State, { tone: Tone; icon: IconName }>> = {
  NONE: { tone: 'none', icon: 'dash' },
  COMMITTED: { tone: 'wait', icon: 'clock' },
  REVEALED: { tone: 'wait', icon: 'clock' },
  UPHELD: { tone: 'good', icon: 'check' },
  REFUTED: { tone: 'bad', icon: 'cross' },
  SUPERSEDED: { tone: 'none', icon: 'dash' },
  LAPSED: { tone: 'none', icon: 'dash' },
  CONFIRMED: { tone: 'good', icon: 'check' },
};

/** The state of a claim or a doubt, by icon and word. */
export function caseMark({ state, isDoubt }: CourtCase, { t }: Text): { tone: Tone; icon: IconName; word: string } {
  const isStruck = isDoubt && state === 'UPHELD';
  return { ...marks[isStruck ? 'REFUTED' : state], word: t(isStruck ? 'court.state.STRUCK' : `court.state.${state}`) };
}

/** An energy of the routes problem in vehicle-hours with two decimals: one is compared with another of almost the same size. */
export function energyHours(energy: bigint | string, { locale }: Pick<Text, 'locale'>): string {
  return formatNumber(locale, ratio(BigInt(energy), energyDivisor * 100n) ?? 0, 2);
}

/** What an open claim waits for, and until when; undefined for a closed one. */
export function waitsFor({ state, deadline, scored, chunks, isDoubt }: CourtCase, text: Text): string | undefined {
  const until = deadline === undefined ? '–' : momentText(text.locale, deadline);
  if (state === 'COMMITTED') return text.t('court.waits.reveal', { until });
  if (state !== 'REVEALED') return undefined;
  const part = { scored: scored ?? 0, chunks: chunks ?? '–' };
  return isDoubt ? text.t('court.waits.doubt', part) : text.t('court.waits.scoring', { ...part, until });
}

/** A step of an act before the court. */
export function progressWords(progress: CourtProgress, { t }: Text): string {
  switch (progress.step) {
    case 'going-on':
      return t('court.step.goingOn', { id: String(progress.id) });
    case 'committing':
      return t('court.step.committing');
    case 'storing':
      return t('court.step.storing', { part: progress.part, of: progress.of });
    case 'revealing':
      return t('court.step.revealing');
    case 'doubting':
      return t('court.step.doubting');
    case 'scoring':
      return t('court.step.scoring', { part: progress.part, of: progress.of });
    case 'done':
      return t('court.step.done');
  }
}

/** Whether a claim may still be made: within the window of an answer that stands. */
export function canBeat({ state, challengeUntil, mandate }: DecisionView, now: number): boolean {
  const isOpen = state === 'RECORDED' || state === 'CHALLENGED' || (state === 'ENACTED' && mandate !== undefined);
  return isOpen && challengeUntil !== undefined && now < challengeUntil;
}

/** Whether a wrong answer can still be struck: until it is in force. */
export function canStrike({ state }: DecisionView): boolean {
  return ['RECORDED', 'CHALLENGED', 'OBJECTED', 'FINAL'].includes(state);
}
