import type { AccountKeysView, AlgorithmList } from '../client/views.ts';
import type { IconName } from './parts/icon.tsx';
import type { Tone } from './parts/mark.tsx';
import type { MessageKey } from './text.ts';

export type Algorithm = AlgorithmList['algorithms'][number];

/** A state as the page shows it. */
export interface KeyMark {
  tone: Tone;
  icon: IconName;
  word: MessageKey;
}

/** Whether signatures by an algorithm count, at a time (unix seconds). */
export function algorithmMark({ status, sunset, isUsable }: Algorithm, now: number): KeyMark {
  if (status === 'FROZEN') return { tone: 'bad', icon: 'cross', word: 'algorithm.FROZEN' };
  if (sunset !== undefined && sunset <= now) return { tone: 'none', icon: 'cross', word: 'algorithm.sunset' };
  if (!isUsable) return { tone: 'bad', icon: 'cross', word: 'algorithm.unusable' };
  if (status === 'DEPRECATED') return { tone: 'wait', icon: 'clock', word: 'algorithm.DEPRECATED' };
  return { tone: 'good', icon: 'check', word: 'algorithm.ACTIVE' };
}

/** By which of these algorithms a signer signs: its first 20 bytes are the verifier's address (ERC-7913). */
export function algorithmOfSigner(signer: string, algorithms: readonly Algorithm[]): Algorithm | undefined {
  return algorithms.find(({ verifier }) => signer.toLowerCase().startsWith(verifier.toLowerCase()));
}

/** Whether a key can sign now, and if not, why. */
export function keyMark(
  { signer, isUsable }: AccountKeysView['signers'][number],
  { frozenUntil }: AccountKeysView,
  { algorithms, now }: { algorithms: readonly Algorithm[]; now: number },
): KeyMark {
  if (frozenUntil !== undefined && frozenUntil > now) return { tone: 'bad', icon: 'cross', word: 'key.accountFrozen' };
  const algorithm = algorithmOfSigner(signer, algorithms);
  if (algorithm === undefined) return { tone: 'bad', icon: 'cross', word: 'key.unknownAlgorithm' };
  const mark = algorithmMark(algorithm, now);
  if (mark.tone === 'good' || mark.tone === 'wait')
    return isUsable
      ? { tone: 'good', icon: 'check', word: 'key.usable' }
      : { tone: 'bad', icon: 'cross', word: 'key.unusable' };
  return mark;
}
