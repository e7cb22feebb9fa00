import { NodeError } from '../errors.ts';
import { isObject, type JsonObject, listOf, type PolicyDocument, readString } from './document.ts';
import type { Target } from './rules.ts';
import type { Json } from './strict-json.ts';
import { parseTarget } from './urn.ts';

/**
 * A duty of this profile, in a permission: questions about the policy are to be answered by its owner, and questions about a
 * decision of the kinds that the permission names by the agency that asked for it, within so many days:
 * `{"action": "answer", "constraint": [{"leftOperand": "elapsedTime", "operator": "lteq", "rightOperand": "P14D"}]}`.
 * It makes no rule on chain: nodes show by when an answer is due, and that it is overdue.
 */
export interface AnswerDuty {
  withinSeconds: number;
  /** Of the permission that carries it. */
  targets: Target[];
}

export const answerAction = 'answer';
const daySeconds = 86_400;
const mostDays = 365;

/** The seconds of one duty to answer; POLICY_INVALID names the field where its deadline is not written so. */
export function readAnswerWithin(duty: JsonObject, field: string): number {
  const [constraint, ...others] = listOf(duty.constraint);
  const extra = Object.keys(duty).find((key) => !['action', 'constraint', 'uid'].includes(key));
  const isDeadline = isObject(constraint) && constraint.leftOperand === 'elapsedTime' && constraint.operator === 'lteq';
  const days = isDeadline ? daysOf(constraint.rightOperand) : undefined;
  if (extra !== undefined || others.length > 0 || days === undefined)
    throw new NodeError('POLICY_INVALID', { field, rule: `has one constraint: elapsedTime lteq P1D to P${mostDays}D` });
  return days * daySeconds;
}

/** Every duty to answer of a policy that compiles. */
export function answerDuties({ permission }: PolicyDocument): AnswerDuty[] {
  return permission.flatMap((rule, index) =>
    listOf(rule.duty)
      .filter((duty) => isObject(duty))
      .filter(({ action }) => action === answerAction)
      .map((duty) => ({
        withinSeconds: readAnswerWithin(duty, `permission[${index}].duty`),
        targets: listOf(rule.target).map((target) => {
          const field = `permission[${index}].target`;
          return parseTarget(readString(target, field), field);
        }),
      })),
  );
}

/** An xsd:duration of whole days, plain or typed. */
function daysOf(value: Json | undefined): number | undefined {
  const text = isObject(value) && value['@type'] === 'xsd:duration' ? value['@value'] : value;
  const days = typeof text === 'string' ? /^P([1-9][0-9]{0,2})D$/.exec(text)?.[1] : undefined;
  return days === undefined || Number(days) > mostDays ? undefined : Number(days);
}
