import type { Progress } from './operator.ts';

/** Tells everything but what was already said in these words about this decision: a node that is away is away once. */
export function withoutRepeats(tell: (progress: Progress) => void): (progress: Progress) => void {
  const last = new Map<string, string>();
  return (progress) => {
    const subject = `${progress.decisionId ?? ''}`;
    if (last.get(subject) === progress.text) return;
    last.set(subject, progress.text);
    tell(progress);
  };
}
