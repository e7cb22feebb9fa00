import { type Address, zeroAddress } from 'viem';
import { NodeError } from '../protocol/errors.ts';
import type { AccessRecord } from '../protocol/policy/access-record.ts';
import type { AccessRequest, Verdict } from '../protocol/policy/evaluate.ts';
import { requireName } from '../protocol/policy/names.ts';
import type { Action, Target } from '../protocol/policy/rules.ts';
import { targetUrn } from '../protocol/policy/urn.ts';
import { type AccessAnswer, createExplainer, type ExplainerOptions } from './access-answer.ts';
import { factsAt } from './access-facts.ts';
import type { AccessRecords, RecordQuery } from './access-records.ts';
import { createEvaluators } from './evaluators.ts';

/** May this participant do that? Names as a policy writes them; see readParticipant, readTarget, readPurpose. */
export interface AccessQuestion {
  /** The zero address, or an account that never enrolled, for somebody unknown. */
  participant: Address;
  target: Target;
  action: Action;
  /** '' where none is stated. */
  purpose: string;
  /** Unix seconds, now or past; left out for now. */
  at?: number;
  /** The collections that a dataset belongs to: whoever asks answers for them. */
  collections?: readonly string[];
  /** Who asks, by a signed request. */
  askedBy?: Address;
}

export interface Decided {
  verdict: Verdict;
  record: AccessRecord;
}

export interface AccessOptions extends ExplainerOptions {
  records: AccessRecords;
  /** Unix seconds of the last indexed block, and its number. */
  head: () => { timestamp: number; number: number };
  /** Unix seconds. */
  clock: () => number;
}

export interface Access {
  /** The verdict as PolicyRegistry.evaluate gives it, kept as a record before it is told. Throws 'TIME_IN_FUTURE', 'TARGET_INVALID', 'POLICY_ID_CHARACTER', 'POLICY_INVALID'. */
  decide(question: AccessQuestion): Decided;
  /** The same for many questions, kept together: one wait for the disk. */
  decideAll(questions: readonly AccessQuestion[]): Decided[];
  /** The verdict with the rule in words, the vote that made it and its end. */
  why(question: AccessQuestion): Promise<AccessAnswer>;
  /** In rising order. */
  records(query: RecordQuery): AccessRecord[];
}

/** Verdicts for now and for any past time, from the index as it stood then. */
export function createAccess(options: AccessOptions): Access {
  const { tables, records, head, clock } = options;
  const evaluatorAt = createEvaluators(tables.policies);
  const explain = createExplainer(options);

  /** A block may be ahead of the clock by as many seconds as blocks came in one. */
  const now = (): number => Math.max(clock(), head().timestamp);

  function requestOf({ participant, target, action, purpose, at, collections = [] }: AccessQuestion): AccessRequest {
    const latest = now();
    const time = at ?? latest;
    if (time > latest)
      throw new NodeError('TIME_IN_FUTURE', { field: 'at', at: time, latest, rule: 'is now or earlier' });
    for (const name of collections) requireName(name, 'collections');
    return { participant: lowerCase(participant), target, action, purpose, time, collections };
  }

  function decideAll(questions: readonly AccessQuestion[]): Decided[] {
    const asked = questions.map(requestOf);
    const verdicts = asked.map((request) =>
      evaluatorAt(request.time)(request, factsAt(tables, request.participant, request.time)),
    );
    const [askedAt, block] = [now(), head().number];
    const kept = records.append(
      asked.map(({ participant, target, time, collections, ...rest }, index) => ({
        ...rest,
        ...askerOf(questions[index]),
        ...verdictAt(verdicts, index),
        participant: lowerCase(participant),
        target: targetUrn(target),
        collections: [...collections],
        at: time,
        askedAt,
        block,
      })),
    );
    return kept.map((record, index) => ({ verdict: verdictAt(verdicts, index), record }));
  }

  function decide(question: AccessQuestion): Decided {
    const [decided] = decideAll([question]);
    if (decided === undefined) throw new NodeError('INDEX_CORRUPT', { column: 'access record' });
    return decided;
  }

  return {
    decide,
    decideAll,
    why: async (question) => explain(decide(question)),
    records: (query) => records.list(query),
  };
}

function verdictAt(verdicts: readonly Verdict[], index: number): Verdict {
  const verdict = verdicts[index];
  if (verdict === undefined) throw new RangeError(`no verdict ${index}`);
  return verdict;
}

function askerOf({ askedBy }: Pick<AccessQuestion, 'askedBy'> = {}): Pick<AccessQuestion, 'askedBy'> {
  return askedBy === undefined ? {} : { askedBy };
}

function lowerCase(participant: string): Address {
  return participant === '' ? zeroAddress : `0x${participant.slice(2).toLowerCase()}`;
}
