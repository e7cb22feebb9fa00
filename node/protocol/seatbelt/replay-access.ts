import { type AccessRequest, createEvaluator, type Verdict } from '../policy/evaluate.ts';
import type { Reason } from '../policy/reasons.ts';
import type { Action } from '../policy/rules.ts';
import { parseTarget } from '../policy/urn.ts';
import type { PolicyState } from './policy-state.ts';

/** What an access record says about the request. */
export interface ReplayedRequest {
  /** Lower-case hex; the zero address for somebody unknown. */
  readonly participant: string;
  /** URN. */
  readonly target: string;
  readonly action: Action;
  /** '' where none was stated. */
  readonly purpose: string;
  readonly collections: readonly string[];
}

type Answer = 'permit' | 'deny';

/** Requests whose verdict would be another one. */
export interface Flip extends Omit<ReplayedRequest, 'collections'> {
  readonly before: Answer;
  readonly after: Answer;
  readonly reasonBefore: Reason;
  readonly reasonAfter: Reason;
  /** How many records ask this. */
  readonly count: number;
}

export interface Replay {
  readonly records: number;
  readonly permitsBefore: number;
  readonly permitsAfter: number;
  /** The most frequent first. */
  readonly flips: readonly Flip[];
}

/**
 * Asks what was asked before again, twice: under one state of policies and under another. Both are asked for the same
 * time (unix seconds), so that what flips flips by the policies alone and not by the passing of time.
 */
export function replayAccess(
  records: readonly ReplayedRequest[],
  before: PolicyState,
  after: PolicyState,
  time: number,
): Replay {
  const [askBefore, askAfter] = [asker(before), asker(after)];
  const flips: Flip[] = [];
  let [permitsBefore, permitsAfter] = [0, 0];
  for (const { record, count } of alike(records)) {
    const { participant, action, purpose, collections } = record;
    const target = parseTarget(record.target, 'target');
    const request: AccessRequest = { participant, target, action, purpose, time, collections };
    const [was, would] = [askBefore(request), askAfter(request)];
    if (was.isPermitted) permitsBefore += count;
    if (would.isPermitted) permitsAfter += count;
    if (was.isPermitted === would.isPermitted) continue;
    const [reasonBefore, reasonAfter] = [was.reason, would.reason];
    const answers = { before: answerOf(was), after: answerOf(would), reasonBefore, reasonAfter };
    flips.push({ participant, target: record.target, action, purpose, ...answers, count });
  }
  return { records: records.length, permitsBefore, permitsAfter, flips: flips.sort((a, b) => b.count - a.count) };
}

function asker({ policies, factsOf }: PolicyState): (request: AccessRequest) => Verdict {
  const evaluate = createEvaluator(policies);
  const known = new Map<string, ReturnType<PolicyState['factsOf']>>();
  return (request) => {
    const facts = known.get(request.participant) ?? factsOf(request.participant);
    known.set(request.participant, facts);
    return evaluate(request, facts);
  };
}

/** Equal requests have equal verdicts: each is asked once. */
function alike(records: readonly ReplayedRequest[]): Iterable<{ record: ReplayedRequest; count: number }> {
  const groups = new Map<string, { record: ReplayedRequest; count: number }>();
  for (const record of records) {
    const { participant, target, action, purpose, collections } = record;
    const key = [participant, target, action, purpose, ...collections].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { record, count: 1 });
    else group.count += 1;
  }
  return groups.values();
}

function answerOf({ isPermitted }: Verdict): Answer {
  return isPermitted ? 'permit' : 'deny';
}
