import type { JSX } from 'preact';
import type { ParticipantView } from '../../client/views.ts';
import { type Algorithm, algorithmMark, algorithmOfSigner } from '../key-words.ts';
import { participantName } from '../participant-words.ts';
import { useText } from '../text.ts';
import { Facts } from './facts.tsx';
import { Hash } from './hash.tsx';
import { Mark } from './mark.tsx';
import { Moment } from './moment.tsx';

interface AlgorithmCardProps {
  algorithm: Algorithm;
  participants: readonly ParticipantView[];
  now: number;
}

/** One algorithm: whether it counts, until when, its verifier, and who relies on it, alone or beside another. */
export function AlgorithmCard({ algorithm, participants, now }: AlgorithmCardProps): JSX.Element {
  const { t } = useText();
  const { code, name, verifier, codeHash, sunset } = algorithm;
  const { word, ...mark } = algorithmMark(algorithm, now);
  const relying = participants.filter(({ signers }) => signers.some((signer) => isOf(signer, algorithm)));
  return (
    <li class="card pair" data-algorithm={name ?? code}>
      <h2>{name ?? t('algorithm.unnamed', { code })}</h2>
      <Mark {...mark} word={t(word)} />
      <div class="full">
        <p>
          <Relying algorithm={algorithm} participants={relying} />
        </p>
        <Facts
          pairs={[
            [t('algorithm.sunset.at'), sunset === undefined ? undefined : <Moment key="sunset" at={sunset} />],
            [t('algorithm.verifier'), <Hash key="verifier" value={verifier} label={t('algorithm.verifier')} />],
            [t('algorithm.codeHash'), <Hash key="codeHash" value={codeHash} label={t('algorithm.codeHash')} />],
            [t('algorithm.code'), <code key="code">{code}</code>],
          ]}
        />
      </div>
    </li>
  );
}

function Relying({ algorithm, participants }: Omit<AlgorithmCardProps, 'now'>): JSX.Element {
  const text = useText();
  const { t } = text;
  if (participants.length === 0) return <>{t('algorithm.nobody')}</>;
  return (
    <>
      {t('algorithm.reliedOn', { count: participants.length })}{' '}
      {participants.map((one, index) => (
        <span key={one.account}>
          {index > 0 && ', '}
          <a href={`/participants/${one.account}`}>{participantName(one, text)}</a>
          {one.signers.every((signer) => isOf(signer, algorithm)) && ` (${t('algorithm.alone')})`}
        </span>
      ))}
    </>
  );
}

function isOf(signer: string, algorithm: Algorithm): boolean {
  return algorithmOfSigner(signer, [algorithm]) !== undefined;
}
