import { type Static, Type } from 'typebox';

export const searchQuery = Type.Object({ q: Type.String({ minLength: 1, maxLength: 200 }) });

/** `path` is where the page shows it; `label` is a name, number or shortened id. */
export const searchHit = Type.Object({
  kind: Type.Union([
    Type.Literal('decision'),
    Type.Literal('participant'),
    Type.Literal('call'),
    Type.Literal('content'),
  ]),
  id: Type.String(),
  label: Type.String(),
  path: Type.String(),
});
export type SearchHit = Static<typeof searchHit>;

export const searchResult = Type.Object({ hits: Type.Array(searchHit) });
export type SearchResult = Static<typeof searchResult>;
