import { answerDuties } from '../protocol/policy/answer-duty.ts';
import { readPolicyDocument } from '../protocol/policy/document.ts';
import { every } from '../protocol/policy/rules.ts';
import type { Policies, PolicyView } from './policies.ts';
import type { Subject } from './subjects.ts';

/** Within how many seconds policies in force say that questions must be answered. */
export interface AnswerTimes {
  /** A policy as something to ask about: its owner answers. Undefined where there is no such policy. */
  policy(id: string): Promise<Subject | undefined>;
  /** The shortest time that any policy in force sets for decisions of this kind; undefined where none does. */
  decisions(kind: string): Promise<number | undefined>;
}

export function createAnswerTimes(policies: Pick<Policies, 'get' | 'list'>): AnswerTimes {
  return {
    async policy(id) {
      const view = /^[1-9][0-9]{0,14}$/.test(id) ? await policies.get(Number(id)) : undefined;
      if (view === undefined) return undefined;
      const times = view.state === 'PUBLISHED' ? dutiesOf(view).map(({ withinSeconds }) => withinSeconds) : [];
      return { asked: view.owner, ...shortest(times) };
    },
    async decisions(kind) {
      const duties = (await policies.list({ state: 'PUBLISHED' })).flatMap(dutiesOf);
      const about = duties.filter(({ targets }) =>
        targets.some((target) => target.kind === 'DECISION' && [kind, every].includes(target.name)),
      );
      return shortest(about.map(({ withinSeconds }) => withinSeconds)).answerWithinSeconds;
    },
  };
}

/** Of the document that was voted: one that says something else than the chain has no say. */
function dutiesOf({ documentState, document }: PolicyView) {
  if (documentState !== 'matching' || document === undefined) return [];
  return answerDuties(readPolicyDocument(JSON.stringify(document)));
}

function shortest(times: readonly number[]): { answerWithinSeconds?: number } {
  return times.length === 0 ? {} : { answerWithinSeconds: Math.min(...times) };
}
