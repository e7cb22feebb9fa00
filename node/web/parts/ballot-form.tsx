import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Network, ParticipantView, ProposalView, SupportName } from '../../client/views.ts';
import { type BallotFile, ballotFileText, toSubmission } from '../../protocol/ballot-file.ts';
import type { SignerSignature } from '../../protocol/call.ts';
import type { Names } from '../call-sentence.ts';
import { proposalTitle } from '../proposal-words.ts';
import { saveFile } from '../save-file.ts';
import { accountOfKey, participantOf } from '../signer-account.ts';
import { identify } from '../state/identity.ts';
import { node } from '../state/node.ts';
import { useAccount } from '../state/use-account.ts';
import { useSaltedText } from '../state/use-salted-text.ts';
import { useText } from '../text.ts';
import type { OpenKeys } from '../workers/sign-worker.ts';
import { AccountChoice } from './account-choice.tsx';
import { BallotWords } from './ballot-words.tsx';
import { SigningForm } from './signing-form.tsx';
import { SupportChoice } from './support-choice.tsx';
import { TextArea } from './text-area.tsx';
import { Trouble } from './trouble.tsx';

/** What became of a signed ballot. */
export interface DoneBallot {
  voter: ParticipantView;
  support: SupportName;
  /** Saved as a file for somebody else to deliver: nothing is counted yet. */
  isSaved: boolean;
  /** Why the ballot's reason is not kept, although the ballot counts. */
  reasonError?: unknown;
}

interface BallotFormProps {
  proposal: ProposalView;
  /** Agencies with a seat whose ballot is missing. */
  voters: readonly ParticipantView[];
  network: Network;
  names: Names;
  onDone: (done: DoneBallot) => void;
}

/** A ballot: choose, say why, see what is signed, sign in this tab. An account of several signers signs once with each key. */
export function BallotForm({ proposal, voters, network, names, onDone }: BallotFormProps): JSX.Element {
  const text = useText();
  const { t } = text;
  const [mine, setMine] = useAccount();
  const [support, setSupport] = useState<SupportName | undefined>(undefined);
  const [signatures, setSignatures] = useState<readonly SignerSignature[]>([]);
  const [isSaved, setSaved] = useState(false);
  const reason = useSaltedText();
  const voter = participantOf(voters, mine) ?? (voters.length === 1 ? voters[0] : undefined);
  const ballot =
    voter === undefined || support === undefined || reason.error !== undefined
      ? undefined
      : {
          proposalId: BigInt(proposal.id),
          support,
          voter: voter.account,
          ...(reason.salted === undefined ? {} : { reasonHash: reason.salted.hash }),
        };

  const choose = (account: ParticipantView | undefined): void => {
    if (account?.account !== voter?.account) setSignatures([]);
    setMine(account?.account);
  };
  const send = async (signature: SignerSignature, keys: OpenKeys): Promise<void> => {
    if (ballot === undefined || voter === undefined || support === undefined) return;
    const signed = [...signatures.filter(({ signer }) => signer !== signature.signer), signature];
    const file: BallotFile = { ballot, signatures: signed };
    if (isSaved) {
      const { text: words, salt } = reason.salted ?? {};
      const kept = words === undefined || salt === undefined ? file : { ...file, reason: { text: words, salt } };
      saveFile('ballot.json', 'application/json', ballotFileText(kept));
      onDone({ voter, support, isSaved });
      return;
    }
    if (signed.length < voter.threshold) {
      setSignatures(signed);
      return;
    }
    // Before the ballot counts it is known that its reason can be given.
    const author = reason.salted === undefined ? undefined : await identify(keys, voter.account);
    await node.castBallots({ ballots: [toSubmission(file)] });
    const done = { voter, support, isSaved };
    try {
      if (author !== undefined && reason.salted !== undefined) {
        const about = { kind: 'ballot', id: `${proposal.id}:${voter.account.toLowerCase()}` } as const;
        const { text: words, salt } = reason.salted;
        await author.client.putText({ kind: 'reason', about, text: words, salt });
      }
      onDone(done);
    } catch (reasonError) {
      onDone({ ...done, reasonError });
    }
  };

  return (
    <>
      <SupportChoice
        chosen={support}
        onChoose={(chosen) => {
          setSignatures([]);
          setSupport(chosen);
        }}
      />
      <TextArea
        label={t('vote.reason')}
        hint={t('vote.reason.hint')}
        value={reason.text}
        onWritten={(written) => {
          setSignatures([]);
          reason.write(written);
        }}
      />
      {reason.error !== undefined && <Trouble error={reason.error} />}
      <AccountChoice
        label={t('act.account')}
        accounts={voters}
        chosen={voter}
        onChoose={choose}
        none={t('act.byKey')}
      />
      {ballot !== undefined && (
        <BallotWords
          ballot={ballot}
          title={proposalTitle(proposal, network, names, text)}
          network={network}
          names={names}
        />
      )}
      {voter !== undefined && voter.threshold > 1 && (
        <p role="status">{t('vote.signatures', { count: signatures.length, threshold: voter.threshold })}</p>
      )}
      <label class="choice">
        <input type="checkbox" checked={isSaved} onChange={({ currentTarget }) => setSaved(currentTarget.checked)} />
        {t('vote.asFile')}
      </label>
      <SigningForm
        subject={ballot === undefined ? undefined : { kind: 'ballot', ballot }}
        network={network}
        action={t(isSaved ? 'vote.save' : 'vote.cast')}
        onKey={(publicKey) => {
          const account = accountOfKey(voters, network.contracts.verifier, publicKey);
          if (account !== undefined) choose(account);
        }}
        send={send}
      />
    </>
  );
}
