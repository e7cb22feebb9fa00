import type { JSX } from 'preact';
import { type Check, checkNames } from '../../protocol/audit/check.ts';
import { CHECK_MARKS } from '../checks.ts';
import { useText } from '../text.ts';
import { CheckSteps } from './check-steps.tsx';
import { Mark } from './mark.tsx';

/** The seven checks, each a sentence with its own state. Before an audit every state reads "not checked". */
export function CheckList({ checks }: { checks: readonly Check[] }): JSX.Element {
  const { t } = useText();
  return (
    <ol class="checks">
      {checkNames.map((name) => {
        const check = checks.find((candidate) => candidate.name === name);
        const state = check?.state ?? 'not-checked';
        return (
          <li key={name} data-check={name} data-state={state}>
            <Mark {...CHECK_MARKS[state]} word={t(`checkState.${state}`)} />
            <div>
              <p>{check === undefined ? t(`check.${name}.question`) : t(`check.${name}.${state}`, check.values)}</p>
              {check !== undefined && check.details.length > 0 && <CheckSteps check={check} />}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
