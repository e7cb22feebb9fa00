import { isNodeError } from '../../protocol/errors.ts';
import type { SignNews, SignQuestion } from './sign-messages.ts';
import { signWithKeyFile } from './signing.ts';

addEventListener('message', ({ data }: MessageEvent<SignQuestion>) => {
  void answer(data);
});

async function answer(question: SignQuestion): Promise<void> {
  try {
    const signature = await signWithKeyFile(question, (step) => tell({ kind: 'step', step }));
    tell({ kind: 'signed', signature });
  } catch (error) {
    if (isNodeError(error)) tell({ kind: 'error', code: error.code, details: error.details });
    else tell({ kind: 'error', code: 'SIGNING_FAILED', details: {} });
  }
}

function tell(news: SignNews): void {
  postMessage(news);
}
