import { createClient, type NodeClient } from '../../client/client.ts';

/** The node that served this page. Only content may come from the browser's cache: it is checked against its CID. */
export const node: NodeClient = createClient({
  url: '',
  fetch: (input, init) => {
    const isContent = typeof input === 'string' && input.startsWith('/content/');
    return fetch(input, { ...init, cache: isContent ? 'default' : 'no-store', redirect: 'error' });
  },
});
