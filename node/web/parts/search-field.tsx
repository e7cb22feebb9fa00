import type { JSX, TargetedSubmitEvent } from 'preact';
import { addressOfSearch } from '../router.ts';
import { navigate } from '../state/use-route.ts';
import { useText } from '../text.ts';

/** Finds a decision number, an account, a CID, a call or a name. */
export function SearchField(): JSX.Element {
  const { t } = useText();
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const query = new FormData(event.currentTarget).get('q');
    if (typeof query === 'string' && query.trim() !== '') navigate(addressOfSearch(query));
  };
  return (
    <search class="search">
      <form class="search" action="/search" onSubmit={submit}>
        <label class="visually-hidden" for="search">
          {t('search.label')}
        </label>
        <input id="search" name="q" type="search" placeholder={t('search.placeholder')} autocomplete="off" />
        <button class="button" type="submit">
          {t('search.go')}
        </button>
      </form>
    </search>
  );
}
