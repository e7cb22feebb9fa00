import type { JSX } from 'preact';
import { useText } from '../text.ts';
import { SIGN_STEPS, type SignStep } from '../workers/sign-messages.ts';
import { Waiting } from './waiting.tsx';

/** How far signing is: opening the key file, signing (one to two seconds), checking, handing over. */
export function SigningSteps({ step }: { step: SignStep | 'sending' }): JSX.Element {
  const { t } = useText();
  const steps = [...SIGN_STEPS, 'sending'] as const;
  return <Waiting word={t(`signing.${step}`)} done={(steps.indexOf(step) + 0.5) / steps.length} />;
}
