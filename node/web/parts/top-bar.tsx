import type { JSX } from 'preact';
import type { Route } from '../router.ts';
import { useText } from '../text.ts';

interface TopBarProps {
  place: Route['place'];
  search: JSX.Element;
  switches: JSX.Element;
}

const PLACES = [
  { place: 'decisions', address: '/decisions' },
  { place: 'request', address: '/request' },
  { place: 'policies', address: '/policies' },
  { place: 'people', address: '/participants' },
  { place: 'desk', address: '/desk' },
  { place: 'check', address: '/check' },
  { place: 'about', address: '/about' },
] as const;

/** Which entry of the bar a place belongs to that has none of its own. */
const PARENTS: Partial<Record<Route['place'], Route['place']>> = {
  decision: 'decisions',
  algorithms: 'people',
  change: 'policies',
  draft: 'policies',
  mandates: 'policies',
  policy: 'policies',
  proposal: 'policies',
  why: 'policies',
};

/** Name, search, switches and the places that exist. A place of a later version is not shown, rather than shown dead. */
export function TopBar({ place, search, switches }: TopBarProps): JSX.Element {
  const { t } = useText();
  const current = PARENTS[place] ?? place;
  return (
    <header class="bar">
      <div class="bar-inner">
        <div class="bar-top">
          <a class="brand" href="/decisions">
            <img src="/icon.svg" alt="" width="26" height="26" />
            QDT Network
          </a>
          {search}
          {switches}
        </div>
        <nav aria-label={t('page.places')}>
          <ul class="places">
            {PLACES.map((entry) => (
              <li key={entry.place}>
                <a href={entry.address} aria-current={entry.place === current ? 'page' : undefined}>
                  {t(`place.${entry.place}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  );
}
