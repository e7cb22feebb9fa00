import type { TextView } from '../../node/client/views.ts';
import { timeText } from '../../node/protocol/descriptions/values.ts';
import { saltedHash } from '../../node/protocol/salted-text.ts';

/** What somebody wrote, believed only where it has the hash by which it is known. */
export function textLines(view: TextView): string[] {
  const { hash, kind, about, author, authorName, createdAt } = view;
  return [
    `${kind} of ${authorName ?? author} about ${about.kind} ${about.id}, ${timeText(createdAt)}, ${hash}`,
    ...saidLines(view).map((line) => `  ${line}`),
  ];
}

function saidLines({ hash, text, salt, erasedAt }: TextView): string[] {
  if (erasedAt !== undefined) return [`(erased ${timeText(erasedAt)})`];
  if (text === undefined || salt === undefined) return ['(not here)'];
  return saltedHash({ text, salt }) === hash ? text.split('\n') : ['(the node shows a text of another hash)'];
}
