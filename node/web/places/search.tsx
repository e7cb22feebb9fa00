import type { JSX } from 'preact';
import type { SearchHit } from '../../client/views.ts';
import { Hash } from '../parts/hash.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { parseRoute } from '../router.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';

/** What the node finds for an id, a CID, an address or a name. */
export function Search({ query }: { query: string }): JSX.Element {
  const { t } = useText();
  const found = useResource(`search ${query}`, async () => (query === '' ? { hits: [] } : await node.search(query)));
  return (
    <>
      <h1>{t('search.title')}</h1>
      <p class="lead">{t('search.for', { query })}</p>
      {found.state === 'loading' && <Waiting word={t('loading')} />}
      {found.state === 'failed' && <Trouble error={found.error} retry={found.reload} />}
      {found.state === 'ready' && found.value.hits.length === 0 && <p>{t('search.none')}</p>}
      {found.state === 'ready' && (
        <ul class="cards">
          {found.value.hits.map((hit) => (
            <Hit key={`${hit.kind} ${hit.id}`} hit={hit} />
          ))}
        </ul>
      )}
    </>
  );
}

function Hit({ hit }: { hit: SearchHit }): JSX.Element {
  const { t } = useText();
  const isPlace = parseRoute(new URL(hit.path, location.origin).pathname).place !== 'unknown';
  return (
    <li class="card">
      <h2>{isPlace ? <a href={hit.path}>{hit.label}</a> : hit.label}</h2>
      <p class="small quiet">
        {t(`search.kind.${hit.kind}`)} · <Hash value={hit.id} label={t(`search.kind.${hit.kind}`)} />
      </p>
    </li>
  );
}
