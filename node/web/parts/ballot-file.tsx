import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { saveFile } from '../save-file.ts';
import { node } from '../state/node.ts';
import { useText } from '../text.ts';
import { Icon } from './icon.tsx';
import { Trouble } from './trouble.tsx';

/** An account's past ballots with their evidence, as one file that verifies offline. */
export function BallotFile({ account }: { account: string }): JSX.Element {
  const { t } = useText();
  const [error, setError] = useState<unknown>(undefined);
  const save = (): void => {
    setError(undefined);
    node
      .pastBallots(account)
      .then((file) => saveFile('ballots.json', 'application/json', JSON.stringify(file)), setError);
  };
  return (
    <>
      <p class="row">
        <button type="button" class="button" onClick={save}>
          <Icon name="download" />
          {t('desk.ballotFile')}
        </button>
        <code>npm run qdt -- ballots verify ballots.json</code>
      </p>
      {error !== undefined && <Trouble error={error} />}
    </>
  );
}
