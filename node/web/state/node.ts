import { createClient, type NodeClient } from '../../client/client.ts';

/** Only content may come from the browser's cache: it is checked against its CID. */
export const onlyFresh: typeof fetch = (input, init) => {
  const isContent = typeof input === 'string' && input.startsWith('/content/');
  return fetch(input, { ...init, cache: isContent ? 'default' : 'no-store', redirect: 'error' });
};

/** The node that served this page. */
export const node: NodeClient = createClient({ url: '', fetch: onlyFresh });
