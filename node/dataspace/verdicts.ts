import { type Address, zeroAddress } from 'viem';
import type { Access, AccessQuestion } from '../governance/access.ts';
import { NodeError } from '../protocol/errors.ts';
import { type Action, actions } from '../protocol/policy/rules.ts';
import type { Json } from '../protocol/policy/strict-json.ts';
import { parsePurpose, parseTarget } from '../protocol/policy/urn.ts';
import type { OfferedDataset } from './catalog/catalog-source.ts';
import { isObject } from './dsp/fields.ts';
import type { Terms } from './dsp/offer.ts';

export interface Verdicts {
  /**
   * Passes where the city's policies permit everything that the terms permit; every verdict is kept. 'ACCESS_DENIED' names the reason and
   * the record, 'OFFER_ACTION_UNKNOWN' an action that no policy can be about. Answers with the records and the purposes.
   */
  require(
    consumer: Address | undefined,
    dataset: OfferedDataset,
    terms: Terms,
  ): { records: number[]; purposes: string[] };
}

/** No offer is agreed to and nothing is transferred but by a verdict of the policies that were voted. */
export function createVerdicts({ decideAll }: Pick<Access, 'decideAll'>): Verdicts {
  return {
    require(consumer, dataset, terms) {
      const target = parseTarget(dataset.id, 'dataset');
      const permissions = terms.permission ?? [];
      if (permissions.length === 0)
        throw new NodeError('POLICY_EMPTY', { field: 'permission', rule: 'permits something' });
      const questions = permissions.flatMap((permission): AccessQuestion[] => {
        const action = actionOf(permission);
        return purposesOf(permission).map((purpose) => ({
          participant: consumer ?? zeroAddress,
          target,
          action,
          purpose,
          collections: dataset.collections,
        }));
      });
      const decided = decideAll(questions);
      const denied = decided.find(({ verdict }) => !verdict.isPermitted);
      if (denied !== undefined) {
        const { reason, number } = denied.record;
        throw new NodeError('ACCESS_DENIED', { dataset: dataset.id, reason, record: number });
      }
      const purposes = new Set(questions.map(({ purpose }) => purpose).filter((purpose) => purpose !== ''));
      return { records: decided.map(({ record }) => record.number), purposes: [...purposes] };
    },
  };
}

/** ODRL's `use` is to read here; the other words are the policies' own. */
function actionOf(permission: Json): Action {
  const word = isObject(permission) ? permission.action : undefined;
  const action = word === 'use' ? 'read' : actions.find((one) => one === word);
  if (action === undefined)
    throw new NodeError('OFFER_ACTION_UNKNOWN', { action: String(word), rule: `is use, ${actions.join(', ')}` });
  return action;
}

/** The purposes that a permission is limited to; one empty one where it names none. */
function purposesOf(permission: Json): string[] {
  const constraints = isObject(permission) && Array.isArray(permission.constraint) ? permission.constraint : [];
  const purposes = constraints.flatMap((constraint): string[] => {
    if (!isObject(constraint) || constraint.leftOperand !== 'purpose') return [];
    const { rightOperand } = constraint;
    const values = Array.isArray(rightOperand) ? rightOperand : [rightOperand];
    return values.flatMap((value) => (typeof value === 'string' ? [nameOf(value)] : []));
  });
  return purposes.length === 0 ? [''] : purposes;
}

function nameOf(purpose: string): string {
  return purpose.startsWith('urn:') ? parsePurpose(purpose, 'purpose') : purpose;
}
