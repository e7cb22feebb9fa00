/** What becomes of a thing the document says and no machine here can enforce. */
export const consequences = ['vote', 'nothing', 'broader', 'promise', 'node'] as const;

export type Consequence = (typeof consequences)[number];

/** Shown to the author before publishing, never dropped. */
export interface Unenforceable {
  /** Where it stands, such as permission[0].constraint[1]. */
  field: string;
  says: string;
  consequence: Consequence;
}

/** English sentences; the page's message files hold the same keys. */
export const consequenceSentences: Readonly<Record<Consequence, string>> = {
  vote: 'the permission waits for a vote of the agencies, who judge it for each participant',
  nothing: 'the permission grants nothing',
  broader: 'the prohibition holds as if this were not written, so it forbids more',
  promise: 'nothing checks it: it stays a promise of whoever uses the data',
  node: 'kept by the node, not by the chain: questions show by when they must be answered, and what is overdue',
};
