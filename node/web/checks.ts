import type { Check, CheckState } from '../protocol/audit/check.ts';
import type { IconName } from './parts/icon.tsx';
import type { Tone } from './parts/mark.tsx';

export const CHECK_MARKS: Readonly<Record<CheckState, { tone: Tone; icon: IconName }>> = {
  passed: { tone: 'good', icon: 'check' },
  failed: { tone: 'bad', icon: 'cross' },
  'not-checked': { tone: 'none', icon: 'question' },
  hidden: { tone: 'none', icon: 'eyeOff' },
};

/** What all checks say together: one failure is a failure; without an anchor the rest may pass. */
export type Verdict = 'failed' | 'passed' | 'passed-but-anchor' | 'incomplete';

export function verdictOf(checks: readonly Pick<Check, 'name' | 'state'>[]): Verdict {
  if (checks.some(({ state }) => state === 'failed')) return 'failed';
  const open = checks.filter(({ state }) => state !== 'passed');
  if (open.length === 0 && checks.length > 0) return 'passed';
  return open.length === 1 && open[0]?.name === 'anchor' ? 'passed-but-anchor' : 'incomplete';
}
