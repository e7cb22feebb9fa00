import type { JSX } from 'preact';
import type { TextView } from '../../client/views.ts';
import { shorten } from '../format.ts';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';
import { Moment } from './moment.tsx';
import { Trouble } from './trouble.tsx';

/** What people wrote about it: reasons, questions, answers. It is kept off the ledger and can be erased by its author. */
export function WrittenTexts({ about }: { about: string }): JSX.Element | false {
  const { t } = useText();
  const texts = useResource(`texts ${about}`, async () => (await node.texts(about)).texts);
  useNetworkEvents((event) => {
    if (event.event === 'text') texts.reload();
  });
  if (texts.state === 'failed') return <Trouble error={texts.error} retry={texts.reload} />;
  if (texts.state === 'loading' || texts.value.length === 0) return false;
  return (
    <section class="section" aria-labelledby="written">
      <h2 id="written">{t('written.title')}</h2>
      <p class="small quiet">{t('written.note')}</p>
      <ul class="cards">
        {texts.value.map((one) => (
          <WrittenText key={one.hash} text={one} />
        ))}
      </ul>
    </section>
  );
}

function WrittenText({ text: { kind, author, authorName, text, createdAt } }: { text: TextView }): JSX.Element {
  const { t } = useText();
  return (
    <li class="card">
      <p class="small quiet">
        {t(kind === 'title' ? 'written.title.kind' : `written.${kind}`)} · {authorName ?? shorten(author)} ·{' '}
        <Moment at={createdAt} />
      </p>
      <p class="written">{text ?? t('written.erased')}</p>
    </li>
  );
}
