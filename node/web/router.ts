/** Where the reader is. One address, one place; the addresses are those of the gateway's resources. */
export type Route =
  | { place: 'decisions' }
  | { place: 'decision'; id: string }
  | { place: 'request' }
  | { place: 'people'; address?: string }
  | { place: 'policies' }
  | { place: 'draft' }
  | { place: 'change'; query: string }
  | { place: 'mandates' }
  | { place: 'algorithms' }
  | { place: 'policy'; id: string }
  | { place: 'proposal'; id: string }
  | { place: 'why'; query: string }
  | { place: 'desk' }
  | { place: 'check' }
  | { place: 'about' }
  | { place: 'search'; query: string }
  | { place: 'unknown'; path: string };

const SIMPLE: Readonly<Record<string, Route>> = {
  '/': { place: 'decisions' },
  '/decisions': { place: 'decisions' },
  '/request': { place: 'request' },
  '/participants': { place: 'people' },
  '/policies': { place: 'policies' },
  '/proposals': { place: 'policies' },
  '/policies/new': { place: 'draft' },
  '/mandates': { place: 'mandates' },
  '/algorithms': { place: 'algorithms' },
  '/desk': { place: 'desk' },
  '/check': { place: 'check' },
  '/about': { place: 'about' },
};

/** Reads an address (path and query) into a place; what is not known says so instead of guessing. */
export function parseRoute(pathname: string, search = ''): Route {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, '') : pathname;
  const simple = Object.hasOwn(SIMPLE, path) ? SIMPLE[path] : undefined;
  if (simple !== undefined) return simple;
  if (path === '/search') return { place: 'search', query: new URLSearchParams(search).get('q') ?? '' };

  if (path === '/why') return { place: 'why', query: search.replace(/^\?/, '') };

  if (path === '/proposals/new') return { place: 'change', query: search.replace(/^\?/, '') };

  const decision = /^\/decisions\/(\d{1,78})$/.exec(path)?.[1];
  if (decision !== undefined) return { place: 'decision', id: decision };
  const policy = /^\/policies\/(\d{1,78})$/.exec(path)?.[1];
  if (policy !== undefined) return { place: 'policy', id: policy };
  const proposal = /^\/proposals\/(\d{1,78})$/.exec(path)?.[1];
  if (proposal !== undefined) return { place: 'proposal', id: proposal };
  const address = /^\/participants\/(0x[0-9a-fA-F]{40})$/.exec(path)?.[1];
  if (address !== undefined) return { place: 'people', address };
  return { place: 'unknown', path };
}

/** A proposal's id is a hash: as a number it is longer than any decision's. */
const longestDecisionNumber = 16;

/** Where a search text leads at once: a decision's number, a proposal's id or an account has an address of its own. */
export function addressOfSearch(text: string): string {
  const query = text.trim();
  if (/^\d{1,78}$/.test(query) && query.length > longestDecisionNumber) return `/proposals/${query}`;
  if (/^#?\d{1,78}$/.test(query)) return `/decisions/${query.replace('#', '')}`;
  if (/^0x[0-9a-fA-F]{40}$/.test(query)) return `/participants/${query}`;
  return `/search?q=${encodeURIComponent(query)}`;
}

/** Whether a click should stay in the page: a plain left click on a link of our own that leads to a place. */
export function placeOfClick(event: MouseEvent, origin: string): URL | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = event.target instanceof Element ? event.target.closest('a') : undefined;
  const href = link?.getAttribute('href');
  if (link === undefined || link === null || typeof href !== 'string') return undefined;
  if (link.hasAttribute('download') || link.hasAttribute('target') || href.startsWith('#')) return undefined;
  const url = new URL(href, link.baseURI);
  return url.origin === origin && parseRoute(url.pathname, url.search).place !== 'unknown' ? url : undefined;
}
