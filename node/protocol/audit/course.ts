import type { Hex } from 'viem';
import type { DecisionState } from '../abi.ts';
import { bytes32Text } from '../descriptions/values.ts';
import { NodeError } from '../errors.ts';
import type { EventProof } from '../receipt.ts';
import { requireFound } from './check.ts';
import type { CourtFinding } from './court-finding.ts';
import type { LedgerEvents, StepEvent } from './ledger-events.ts';

/** A better sample that came after the record; a decimal energy of the model's scale, unix seconds of its block. */
export interface BetterSample {
  readonly author: string;
  readonly sampleHash: Hex;
  readonly energy: string;
  readonly at: number;
}

/** Where a decision stands after everything that the receipt proves happened to it. */
export interface Course {
  readonly state: DecisionState;
  /** Whether an objection waits: for the court to resume, or for the vote. */
  readonly isObjected: boolean;
  /** Of the sample that stands. */
  readonly sampleHash: Hex;
  readonly energy: bigint;
  readonly challengeUntil: number;
  readonly beatenBy: readonly BetterSample[];
  /** Unix seconds of the first event that led to the state. */
  readonly enactedAt?: number;
  readonly struckAt?: number;
  /** Why it was struck. */
  readonly cause?: string;
  /** What the court found, where it was the court that struck it. */
  readonly finding?: CourtFinding;
}

/** The states from which an event may come (DESIGN, a decision). */
const before: Readonly<Record<StepEvent['event']['eventName'], readonly DecisionState[]>> = {
  DecisionFinalized: ['RECORDED'],
  DecisionEnacted: ['FINAL'],
  DecisionDeclined: ['FINAL'],
  DecisionStopped: ['ENACTED'],
  DecisionObjected: ['RECORDED', 'CHALLENGED', 'ENACTED'],
  ObjectionResolved: ['OBJECTED', 'ENACTED'],
  DecisionSuspended: ['RECORDED', 'ENACTED'],
  DecisionResumed: ['CHALLENGED', 'ENACTED'],
  DecisionBeaten: ['CHALLENGED', 'ENACTED'],
  DecisionStruck: ['RECORDED', 'CHALLENGED', 'OBJECTED', 'FINAL', 'ENACTED'],
};

/**
 * Walks the proven events from the record on, by the ledger's own rules. Throws COURSE_INVALID for one out of its order or its
 * state, and what stood in the way of an event that is not proven.
 */
export function courseOf(events: LedgerEvents): Course {
  const { outcome, challengeUntil, place } = requireFound(events.recorded);
  const start = {
    state: 'RECORDED',
    isObjected: false,
    sampleHash: outcome.sampleHash,
    energy: outcome.energy,
    challengeUntil,
  } as const;
  const steps = inOrder(events);
  const isMandated = requireFound(events.mandate) !== undefined;
  let course: Course = { ...start, beatenBy: [] };
  let last = place;
  for (const step of steps) {
    const rule = `${step.event.eventName} in ${course.state}`;
    if (compare(last, step.place) >= 0) throw new NodeError('COURSE_INVALID', { rule: 'each event once' });
    const isAtOnce = isMandated && step.event.eventName === 'DecisionEnacted' && isSameTransaction(place, step.place);
    const isAllowed = before[step.event.eventName].includes(course.state) || (isAtOnce && course.state === 'RECORDED');
    if (!isAllowed) throw new NodeError('COURSE_INVALID', { rule });
    course = after(course, step);
    last = step.place;
  }
  return course;
}

function after(course: Course, { event, header, finding }: StepEvent): Course {
  const at = header.timestamp;
  switch (event.eventName) {
    case 'DecisionFinalized':
      if (at < course.challengeUntil) throw new NodeError('TIMES_WRONG', { rule: 'final after the window' });
      return { ...course, state: 'FINAL' };
    case 'DecisionEnacted':
      return { ...course, state: 'ENACTED', enactedAt: at };
    case 'DecisionDeclined':
      return { ...course, state: 'DECLINED' };
    case 'DecisionStopped':
      return { ...course, state: 'STOPPED' };
    case 'DecisionObjected':
      return { ...course, state: course.state === 'RECORDED' ? 'OBJECTED' : course.state, isObjected: true };
    case 'ObjectionResolved': {
      const { isUpheld, challengeUntil } = event.args;
      if (!course.isObjected) throw new NodeError('COURSE_INVALID', { rule: 'an objection before its vote' });
      if (isUpheld) return { ...course, isObjected: false };
      const state = course.state === 'ENACTED' ? 'ENACTED' : 'RECORDED';
      return { ...course, state, isObjected: false, challengeUntil };
    }
    case 'DecisionSuspended':
      return { ...course, state: course.state === 'RECORDED' ? 'CHALLENGED' : 'ENACTED' };
    case 'DecisionResumed':
      return { ...course, state: resumedTo(course) };
    case 'DecisionBeaten': {
      const { author, sampleHash, energy } = event.args;
      if (energy >= course.energy) throw new NodeError('COURSE_INVALID', { rule: 'a lower energy' });
      const better = { author, sampleHash, energy: String(energy), at };
      return { ...course, sampleHash, energy, beatenBy: [...course.beatenBy, better] };
    }
    case 'DecisionStruck':
      return {
        ...course,
        state: 'STRUCK',
        struckAt: at,
        cause: bytes32Text(event.args.cause),
        ...(finding === undefined ? {} : { finding }),
      };
  }
}

/** Where a decision goes on when its last challenge is closed. */
function resumedTo({ state, isObjected }: Course): DecisionState {
  if (state !== 'CHALLENGED') return 'ENACTED';
  return isObjected ? 'OBJECTED' : 'RECORDED';
}

/** Every event after the record, in the order of the chain; the receipt has them in that order, and when it became final apart. */
function inOrder({ finalized, steps }: LedgerEvents): StepEvent[] {
  const listed = requireFound(steps);
  const isListed = listed.every((step, index) => {
    const previous = listed[index - 1];
    return previous === undefined || compare(previous.place, step.place) < 0;
  });
  if (!isListed) throw new NodeError('COURSE_INVALID', { rule: 'oldest first, each event once' });
  const last = finalized === undefined ? [] : [requireFound(finalized)];
  return [...listed, ...last].sort((one, other) => compare(one.place, other.place));
}

function compare(one: EventProof, other: EventProof): number {
  return (
    one.blockNumber - other.blockNumber ||
    one.transactionIndex - other.transactionIndex ||
    one.logIndex - other.logIndex
  );
}

function isSameTransaction(one: EventProof, other: EventProof): boolean {
  return one.blockNumber === other.blockNumber && one.transactionIndex === other.transactionIndex;
}
