/** A request or response as a signature sees it; field names in lower case, one entry for each line of a field. */
export interface HttpMessage {
  method?: string;
  /** Host, with the port where it is not the scheme's own; case does not matter. */
  authority?: string;
  /** As it is sent, percent-encoded, without the query. */
  path?: string;
  /** With its question mark; '?' where there is none (RFC 9421, section 2.2.7). */
  query?: string;
  /** Of a response. */
  status?: number;
  fields: Readonly<Record<string, readonly string[]>>;
}

/** What of a request's URL is signed. The scheme is left out: TLS may end at a proxy that the node cannot see. */
export function urlParts(url: URL): { authority: string; path: string; query: string } {
  return { authority: url.host, path: url.pathname, query: url.search === '' ? '?' : url.search };
}

/** The same of a request line's target (`/calls?limit=1`). */
export function targetParts(target: string): { path: string; query: string } {
  const mark = target.indexOf('?');
  if (mark === -1) return { path: target, query: '?' };
  return { path: target.slice(0, mark), query: target.slice(mark) };
}
