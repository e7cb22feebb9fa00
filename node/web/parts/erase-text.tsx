import type { JSX } from 'preact';
import type { TextView } from '../../client/views.ts';
import { identify } from '../state/identity.ts';
import { useAccount } from '../state/use-account.ts';
import { useText } from '../text.ts';
import { KeyForm } from './key-form.tsx';
import { Unfold } from './unfold.tsx';

interface EraseTextProps {
  text: TextView;
  environment: string;
  onErased: () => void;
}

/** Whoever wrote a text can erase it; shown to them, and to whoever has not said for whom they act. */
export function EraseText({ text, environment, onErased }: EraseTextProps): JSX.Element | false {
  const { t } = useText();
  const [mine] = useAccount();
  const isAnothers = mine !== undefined && mine.toLowerCase() !== text.author.toLowerCase();
  if (text.text === undefined || isAnothers) return false;
  return (
    <Unfold summary={t('erase.title')}>
      <p>{t('erase.sentence')}</p>
      <KeyForm
        environment={environment}
        action={t('erase.action')}
        isReady={true}
        use={async (keys, onStep) => {
          onStep('sending');
          await (await identify(keys, text.author)).client.eraseText(text.hash);
          onErased();
        }}
      />
    </Unfold>
  );
}
