import { useEffect, useState } from 'preact/hooks';
import { parseRoute, placeOfClick, type Route } from '../router.ts';

/** Goes to another address of this page. */
export function navigate(address: string): void {
  history.pushState(undefined, '', address);
  dispatchEvent(new PopStateEvent('popstate'));
  scrollTo(0, 0);
}

/** The place of the current address; plain clicks on our own links stay in the page. */
export function useRoute(): { route: Route; address: string } {
  const [address, setAddress] = useState(() => location.pathname + location.search);
  useEffect(() => {
    const moved = (): void => setAddress(location.pathname + location.search);
    const clicked = (event: MouseEvent): void => {
      const url = placeOfClick(event, location.origin);
      if (url === undefined) return;
      event.preventDefault();
      navigate(url.pathname + url.search + url.hash);
    };
    addEventListener('popstate', moved);
    document.addEventListener('click', clicked);
    return () => {
      removeEventListener('popstate', moved);
      document.removeEventListener('click', clicked);
    };
  }, []);
  const url = new URL(address, location.origin);
  return { route: parseRoute(url.pathname, url.search), address };
}
