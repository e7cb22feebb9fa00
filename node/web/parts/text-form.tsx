import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { TextSubmission } from '../../client/views.ts';
import { identify } from '../state/identity.ts';
import { useAccount } from '../state/use-account.ts';
import { useSaltedText } from '../state/use-salted-text.ts';
import { useText } from '../text.ts';
import { KeyForm } from './key-form.tsx';
import { TextArea } from './text-area.tsx';
import { Trouble } from './trouble.tsx';

interface TextFormProps {
  label: string;
  hint: string;
  action: string;
  done: string;
  environment: string;
  /** All but the words themselves. */
  about: Pick<TextSubmission, 'kind' | 'about' | 'replyTo'>;
  /** The one account that may write it; anybody enrolled where none is named. */
  author?: string;
  onKept: () => void;
}

/** Writes a text in one's own name: the request to the node is signed in this tab. */
export function TextForm({
  label,
  hint,
  action,
  done,
  environment,
  about,
  author,
  onKept,
}: TextFormProps): JSX.Element {
  const { t } = useText();
  const [, setMine] = useAccount();
  const [isKept, setKept] = useState(false);
  const { text, write, salted, error } = useSaltedText();
  if (isKept)
    return (
      <p class="notice good" role="status">
        {done}
      </p>
    );
  return (
    <div class="stack">
      <TextArea label={label} hint={hint} value={text} onWritten={write} />
      {error !== undefined && <Trouble error={error} />}
      <p class="small quiet">{t('text.how')}</p>
      <KeyForm
        environment={environment}
        action={action}
        isReady={salted !== undefined}
        use={async (keys, onStep) => {
          if (salted === undefined) return;
          onStep('sending');
          const { participant, client } = await identify(keys, author);
          await client.putText({ ...about, text: salted.text, salt: salted.salt });
          setMine(participant.account);
          setKept(true);
          onKept();
        }}
      />
    </div>
  );
}
