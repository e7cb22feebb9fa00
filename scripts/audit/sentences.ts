import type { Check, CheckName, CheckState, CheckValues } from '../../node/protocol/audit/check.ts';
import type { AuditedDecision } from '../../node/protocol/audit/decision.ts';

const marks: Record<CheckState, string> = {
  passed: '✓ passed     ',
  failed: '✗ FAILED     ',
  'not-checked': '○ not checked',
  hidden: '– hidden     ',
};

const passed: Record<CheckName, (values: CheckValues) => string> = {
  content: ({ blocks, bytes }) => `All ${blocks} documents (${bytes} bytes) match the ids they are known by.`,
  model: () => 'The snapshot of the city leads to exactly the model that was solved.',
  signatures: ({ signed, threshold, signers }) =>
    `${signed} of the committee's ${signers} keys signed, ${threshold} were needed; these and the agency's signature verify under the keys registered then.`,
  energy: (values) =>
    `The plan costs what was recorded: ${amount(values, 'energy')}; today it is ${amount(values, 'today')}.`,
  bound: (values) =>
    `No plan can cost less than ${amount(values, 'bound')}: this one is within ${percent(values.gap)} of that.`,
  recorded: ({ block, anchorBlock }) =>
    `The ledger recorded exactly this, in block ${block}, and the headers lead from there to block ${anchorBlock}.`,
  anchor: ({ block }) => `The chain is the one you know: block ${block} is your anchor.`,
};

const failed: Record<CheckName, string> = {
  content: 'A document does not match the id it is known by, is missing, or does not belong.',
  model: 'The snapshot does not lead to the model that was recorded.',
  signatures: 'The signatures do not verify under the keys registered then.',
  energy: 'The plan does not cost what was recorded, or breaks a constraint.',
  bound: 'The certificate does not prove the bound that was recorded.',
  recorded: 'The ledger did not record exactly this.',
  anchor: 'This is not the ledger your anchor belongs to, or the anchor does not cover this decision.',
};

const notChecked: Record<CheckName, string> = {
  content: 'The documents could not be checked.',
  model: 'The model could not be checked, because of the documents.',
  signatures: 'The signatures could not be checked, because the signed calls are not proven.',
  energy: 'The cost of the plan could not be computed again.',
  bound: 'The bound could not be checked.',
  recorded: 'What the ledger recorded could not be compared with the report.',
  anchor: 'Whether this is the city’s own ledger is not checked: give --anchor with a block hash obtained elsewhere.',
};

/** One plain sentence with its state, and the reason where there is one. */
export function describeCheck(check: Check): string {
  return `${marks[check.state]}  ${sentence(check)}${check.reason === undefined ? '' : ` [${check.reason}]`}`;
}

/** What the receipt is about, in one line. */
export function describeSubject(decision: AuditedDecision | undefined): string {
  if (decision === undefined) return 'This file is no receipt.';
  const { id, city, state, kind, recordedAt } = decision;
  const when = recordedAt === undefined ? '' : `, recorded ${new Date(recordedAt * 1000).toISOString()}`;
  return `Decision ${id}${kind === undefined ? '' : ` (${kind})`}${city === undefined ? '' : ` of ${city}`}: ${state ?? 'state unknown'}${when}.`;
}

function sentence({ name, state, values, reason }: Check): string {
  if (reason === 'DECISION_STRUCK')
    return 'The ledger recorded exactly this, and it was struck since: it has no effect.';
  if (reason === 'SAMPLE_NOT_GIVEN')
    return 'Somebody found a better plan, which is not in this receipt: it was not scored.';
  if (state === 'passed') return passed[name](values);
  if (state === 'hidden') return 'Only grantees may read what this check needs.';
  return state === 'failed' ? failed[name] : notChecked[name];
}

/** A scaled integer in its unit, with two decimals; road travel times, which come in hundredths of an hour, as vehicle-hours. */
function amount(values: CheckValues, name: 'energy' | 'bound' | 'today'): string {
  const { unit, divisor } = values;
  const inHours = unit === 'vehicle x 0.01 hour';
  const hundredths = (BigInt(values[name] ?? 0) * (inHours ? 1n : 100n)) / BigInt(divisor ?? 1);
  const whole = (hundredths / 100n).toLocaleString('en');
  return `${whole}.${String(hundredths % 100n).padStart(2, '0')} ${inHours ? 'vehicle-hours' : unit}`;
}

function percent(gap: string | number | undefined): string {
  return `${(Number(gap) * 100).toFixed(3)} %`;
}
