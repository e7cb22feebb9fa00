import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { ProposalView } from '../../client/views.ts';
import { type BallotFile, parseBallotFile, toSubmission } from '../../protocol/ballot-file.ts';
import { NodeError } from '../../protocol/errors.ts';
import { node } from '../state/node.ts';
import type { City } from '../state/use-city.ts';
import { useText } from '../text.ts';
import { Trouble } from './trouble.tsx';
import { Unfold } from './unfold.tsx';

interface DeliverBallotProps {
  proposal: ProposalView;
  city: City;
  onCast: () => void;
}

/** Hands in a ballot that an agency signed elsewhere. Whoever does it has no say in it. */
export function DeliverBallot({ proposal, city, onCast }: DeliverBallotProps): JSX.Element {
  const { t } = useText();
  const id = useId();
  const [file, setFile] = useState<BallotFile | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);

  const read = async (chosen: File | undefined): Promise<void> => {
    setError(undefined);
    setFile(undefined);
    try {
      if (chosen !== undefined) setFile(ballotFor(parseBallotFile(await chosen.text()), proposal.id));
    } catch (problem) {
      setError(problem);
    }
  };
  const deliver = async (signed: BallotFile): Promise<void> => {
    setError(undefined);
    try {
      await node.castBallots({ ballots: [toSubmission(signed)] });
      setFile(undefined);
      onCast();
    } catch (problem) {
      setError(problem);
    }
  };

  return (
    <Unfold summary={t('deliver.title')}>
      <p>{t('deliver.lead')}</p>
      <div class="field">
        <label for={id}>{t('deliver.file')}</label>
        <input
          id={id}
          type="file"
          accept=".json,application/json"
          onChange={({ currentTarget }) => void read(currentTarget.files?.[0])}
        />
      </div>
      {file !== undefined && (
        <p>
          {t('deliver.words', {
            agency: city.names.get(file.ballot.voter.toLowerCase()) ?? file.ballot.voter,
            support: t(`support.${file.ballot.support}`),
          })}
        </p>
      )}
      {file?.reason !== undefined && <blockquote class="written">{file.reason.text}</blockquote>}
      <button
        type="button"
        class="button"
        disabled={file === undefined}
        onClick={() => file !== undefined && void deliver(file)}
      >
        {t('deliver.action')}
      </button>
      {error !== undefined && <Trouble error={error} />}
    </Unfold>
  );
}

function ballotFor(file: BallotFile, proposalId: string): BallotFile {
  if (String(file.ballot.proposalId) !== proposalId)
    throw new NodeError('DOCUMENT_INVALID', { field: 'ballot.proposalId', rule: 'the id of this proposal' });
  return file;
}
