import type { TextSubmission } from '../client/views.ts';

type About = TextSubmission['about'];

const KINDS = ['proposal', 'ballot', 'policy', 'decision'] as const satisfies readonly About['kind'][];
const PLACES = { proposal: 'proposals', ballot: 'proposals', policy: 'policies', decision: 'decisions' } as const;

/** What `proposal:12` names. */
export function subjectOf(about: string): About {
  const [word, ...id] = about.split(':');
  const kind = KINDS.find((one) => one === word);
  if (kind === undefined) throw new RangeError(about);
  return { kind, id: id.join(':') };
}

/** Where it is shown; a ballot on its proposal's page. */
export function addressOfSubject({ kind, id }: About): string {
  return `/${PLACES[kind]}/${id.split(':')[0]}`;
}
