import type { StepJournal, StepKey, StepValue } from './step-journal.ts';

/** Everything an operator makes durable for a decision, in order: four as its lead, three as its checker, one at its end. */
export const durableSteps = [
  'noted',
  'solved',
  'record-signed',
  'record-published',
  'checked',
  'answer-signed',
  'answer-sent',
  'closed',
] as const;

export type DurableStep = (typeof durableSteps)[number];

/** Before a step, after its work but before it is noted, and after it is noted: where a process may die. */
export type StepMoment = 'before' | 'unnoted' | 'after';

export type StepHook = (step: DurableStep, moment: StepMoment) => void;

export interface Steps {
  /** The step's value: from the journal where it is noted, else from the work, noted then. */
  once(key: StepKey, work: () => Promise<StepValue>): Promise<StepValue>;
  /** Does the work, noted or not: for sending, which may be repeated and must arrive. */
  always(key: StepKey, work: () => Promise<void>): Promise<void>;
  openDecisions(): number[];
}

export function runSteps(journal: StepJournal, onStep: StepHook = () => undefined): Steps {
  const perform = async (key: StepKey, work: () => Promise<StepValue>): Promise<StepValue> => {
    onStep(key.step, 'before');
    const value = await work();
    onStep(key.step, 'unnoted');
    journal.note(key, value);
    onStep(key.step, 'after');
    return value;
  };
  return {
    once: async (key, work) => journal.find(key) ?? perform(key, work),
    always: async (key, work) => {
      await perform(key, async () => {
        await work();
        return {};
      });
    },
    openDecisions: () => journal.openDecisions(),
  };
}
