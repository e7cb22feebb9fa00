import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Banner } from './parts/banner.tsx';
import { Later } from './parts/later.tsx';
import { SearchField } from './parts/search-field.tsx';
import { Switches } from './parts/switches.tsx';
import { TopBar } from './parts/top-bar.tsx';
import { About } from './places/about.tsx';
import { CheckPlace } from './places/check.tsx';
import { Decision } from './places/decision.tsx';
import { Decisions } from './places/decisions.tsx';
import { People } from './places/people.tsx';
import { Person } from './places/person.tsx';
import { RequestPlace } from './places/request.tsx';
import { Search } from './places/search.tsx';
import { Unknown } from './places/unknown.tsx';
import type { Route } from './router.ts';
import { useRoute } from './state/use-route.ts';
import { useSettings } from './state/use-settings.ts';
import { TextContext, textIn } from './text.ts';

/** The whole page: bar, place, foot. */
export function App(): JSX.Element {
  const settings = useSettings();
  const { route, address } = useRoute();
  const text = textIn(settings.language);
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);

  // A new place is announced and gets the focus, as a newly loaded page would.
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else main.current?.focus();
  }, [address]);
  useEffect(() => {
    document.title = `${text.t(`place.${route.place}`)} · QDT Network`;
  }, [route.place, text]);

  return (
    <TextContext.Provider value={text}>
      <a class="skip" href="#main">
        {text.t('page.skip')}
      </a>
      <TopBar place={route.place} search={<SearchField />} switches={<Switches {...settings} />} />
      <Banner />
      <main class="main" id="main" ref={main} tabIndex={-1} key={address}>
        <Place route={route} />
      </main>
      <footer class="foot">
        <p class="foot-inner">{text.t('page.foot')}</p>
      </footer>
    </TextContext.Provider>
  );
}

function Place({ route }: { route: Route }): JSX.Element {
  switch (route.place) {
    case 'decisions':
      return <Decisions />;
    case 'decision':
      return <Decision id={Number(route.id)} />;
    case 'request':
      return <RequestPlace />;
    case 'people':
      return route.address === undefined ? <People /> : <Person account={route.address} />;
    case 'desk':
      return <Later name="desk" load={() => import('./places/desk.tsx')} show={({ Desk }) => <Desk />} />;
    case 'policies':
      return (
        <Later name="policies" load={() => import('./places/policies.tsx')} show={({ Policies }) => <Policies />} />
      );
    case 'draft':
      return <Later name="draft" load={() => import('./places/draft.tsx')} show={({ Draft }) => <Draft />} />;
    case 'change':
      return (
        <Later
          name="change"
          load={() => import('./places/change.tsx')}
          show={({ Change }) => <Change query={route.query} />}
        />
      );
    case 'mandates':
      return (
        <Later name="mandates" load={() => import('./places/mandates.tsx')} show={({ Mandates }) => <Mandates />} />
      );
    case 'algorithms':
      return (
        <Later
          name="algorithms"
          load={() => import('./places/algorithms.tsx')}
          show={({ Algorithms }) => <Algorithms />}
        />
      );
    case 'policy':
      return (
        <Later
          name="policy"
          load={() => import('./places/policy.tsx')}
          show={({ Policy }) => <Policy id={route.id} />}
        />
      );
    case 'proposal':
      return (
        <Later
          name="proposal"
          load={() => import('./places/proposal.tsx')}
          show={({ Proposal }) => <Proposal id={route.id} />}
        />
      );
    case 'why':
      return (
        <Later name="why" load={() => import('./places/why.tsx')} show={({ Why }) => <Why query={route.query} />} />
      );
    case 'check':
      return <CheckPlace />;
    case 'about':
      return <About />;
    case 'search':
      return <Search query={route.query} />;
    case 'unknown':
      return <Unknown path={route.path} />;
  }
}
