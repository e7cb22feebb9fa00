import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Network, ParticipantView, ProposalView, SupportName } from '../../client/views.ts';
import type { SignerSignature } from '../../protocol/call.ts';
import type { Names } from '../call-sentence.ts';
import { proposalTitle } from '../proposal-words.ts';
import { accountOfKey, participantOf } from '../signer-account.ts';
import { node } from '../state/node.ts';
import { useAccount } from '../state/use-account.ts';
import { useText } from '../text.ts';
import { AccountChoice } from './account-choice.tsx';
import { BallotWords } from './ballot-words.tsx';
import { SigningForm } from './signing-form.tsx';
import { SupportChoice } from './support-choice.tsx';

interface BallotFormProps {
  proposal: ProposalView;
  /** Agencies with a seat whose ballot is missing. */
  voters: readonly ParticipantView[];
  network: Network;
  names: Names;
  /** Told who voted when the ballot is counted. */
  onCast: (voter: ParticipantView, support: SupportName) => void;
}

/** A ballot: choose, see what is signed, sign in this tab. An account of several signers signs once with each key. */
export function BallotForm({ proposal, voters, network, names, onCast }: BallotFormProps): JSX.Element {
  const text = useText();
  const { t } = text;
  const [mine, setMine] = useAccount();
  const [support, setSupport] = useState<SupportName | undefined>(undefined);
  const [signatures, setSignatures] = useState<readonly SignerSignature[]>([]);
  const voter = participantOf(voters, mine) ?? (voters.length === 1 ? voters[0] : undefined);
  const ballot =
    voter === undefined || support === undefined
      ? undefined
      : { proposalId: BigInt(proposal.id), support, voter: voter.account };

  const choose = (account: ParticipantView | undefined): void => {
    if (account?.account !== voter?.account) setSignatures([]);
    setMine(account?.account);
  };
  const send = async (signature: SignerSignature): Promise<void> => {
    if (ballot === undefined || voter === undefined || support === undefined) return;
    const signed = [...signatures.filter(({ signer }) => signer !== signature.signer), signature];
    if (signed.length < voter.threshold) {
      setSignatures(signed);
      return;
    }
    await node.castBallots({ ballots: [{ ...ballot, proposalId: proposal.id, signatures: signed }] });
    onCast(voter, support);
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
      <SigningForm
        subject={ballot === undefined ? undefined : { kind: 'ballot', ballot }}
        network={network}
        action={t('vote.cast')}
        onKey={(publicKey) => {
          const account = accountOfKey(voters, network.contracts.verifier, publicKey);
          if (account !== undefined) choose(account);
        }}
        send={send}
      />
    </>
  );
}
