import { saysOf, type Undecidable } from './constraints.ts';
import { actionTerms } from './contexts.ts';
import { invalid, isObject, listOf, readString } from './document.ts';
import { type Action, actions, type Effect } from './rules.ts';
import type { Json } from './strict-json.ts';

/**
 * ODRL's `use` includes every use of an asset, changing and deleting it too (ODRL Vocabulary 2.2, section 4). Prohibited, it
 * forbids all of them; permitted, it leaves the original alone: that must be written out. Enacting a decision is no use.
 */
const uses: Record<Effect, readonly Action[]> = {
  permission: ['read', 'aggregate', 'derive', 'distribute', 'decide'],
  prohibition: actions.filter((action) => action !== 'enact'),
};

export interface RuleActions {
  /** One entry for each action written, as ODRL expands them (section 2.7.1). */
  groups: Action[][];
  /** Actions that no machine here can hold back. */
  unenforced: Undecidable[];
  /** Refinements of actions. */
  refinements: Undecidable[];
}

export function readActions(effect: Effect, value: Json | undefined, field: string): RuleActions {
  const result: RuleActions = { groups: [], unenforced: [], refinements: [] };
  const written = listOf(value);
  if (written.length === 0) throw invalid(field, 'names an action');
  for (const entry of written) {
    const word = actionWord(entry, field);
    if (!actionTerms.has(word)) throw invalid(field, 'is an action of ODRL, decide or enact');
    if (isObject(entry) && entry.refinement !== undefined)
      result.refinements.push({ field: `${field}.refinement`, says: saysOf(entry.refinement) });
    const enforced = word === 'use' ? uses[effect] : actions.filter((action) => action === word);
    if (enforced.length === 0) result.unenforced.push({ field, says: word });
    else result.groups.push([...enforced]);
    if (word === 'use' && effect === 'permission')
      result.unenforced.push({ field, says: 'use, as far as it means to modify or to delete' });
  }
  return result;
}

function actionWord(entry: Json, field: string): string {
  if (!isObject(entry) || entry['@id'] !== undefined) return readString(entry, field);
  const extra = Object.keys(entry).find((key) => key !== 'rdf:value' && key !== 'refinement');
  if (extra !== undefined) throw invalid(`${field}.${extra}`, 'is rdf:value or refinement');
  return readString(entry['rdf:value'], field).replace(/^odrl:/, '');
}
