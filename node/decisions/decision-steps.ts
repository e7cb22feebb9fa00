import type { ParseEventLogsReturnType } from 'viem';
import type { decisionLedgerAbi } from '../protocol/abi.ts';
import { bytes32Text } from '../protocol/descriptions/values.ts';
import type { DecisionStep, DecisionStepRow, DecisionStepsTable } from './decision-steps-table.ts';
import type { DecisionsTable } from './decisions-table.ts';

type LedgerEvent = ParseEventLogsReturnType<typeof decisionLedgerAbi, undefined, true>[number];

export interface DecisionStepTables {
  table: DecisionsTable;
  steps: DecisionStepsTable;
}

const stepOfEvent = {
  DecisionEnacted: 'ENACTED',
  DecisionDeclined: 'DECLINED',
  DecisionStopped: 'STOPPED',
  DecisionStruck: 'STRUCK',
  DecisionObjected: 'OBJECTED',
  DecisionSuspended: 'SUSPENDED',
  DecisionResumed: 'RESUMED',
  DecisionBeaten: 'BEATEN',
} as const satisfies Record<string, DecisionStep>;

/**
 * Writes what an event says of an answer after it was recorded, and where the decision stands then. Returns the decision's
 * number, undefined for an event of another kind.
 */
export function applyDecisionStep(
  event: LedgerEvent,
  place: { at: number; blockNumber: number },
  { table, steps }: DecisionStepTables,
): number | undefined {
  const row = readStep(event, place.at);
  if (row === undefined) return undefined;
  steps.put({ block: place.blockNumber, log: event.logIndex }, row);
  move(event, row, { table, steps });
  return row.decision;
}

function readStep(event: LedgerEvent, at: number): DecisionStepRow | undefined {
  const { eventName, transactionHash } = event;
  const base = { at, transactionHash, account: undefined, word: undefined, energy: undefined };
  switch (eventName) {
    case 'DecisionEnacted':
    case 'DecisionDeclined':
    case 'DecisionStopped':
      return { ...base, decision: Number(event.args.id), step: stepOfEvent[eventName], account: event.args.by };
    case 'DecisionSuspended':
    case 'DecisionResumed':
      return { ...base, decision: Number(event.args.id), step: stepOfEvent[eventName] };
    case 'DecisionStruck':
      return { ...base, decision: Number(event.args.id), step: 'STRUCK', word: bytes32Text(event.args.cause) };
    case 'DecisionObjected': {
      const { id, account, modelRoot } = event.args;
      return { ...base, decision: Number(id), step: 'OBJECTED', account, word: modelRoot };
    }
    case 'ObjectionResolved':
      return { ...base, decision: Number(event.args.id), step: event.args.isUpheld ? 'UPHELD' : 'TURNED_DOWN' };
    case 'DecisionBeaten': {
      const { id, author, sampleHash, energy } = event.args;
      return {
        ...base,
        decision: Number(id),
        step: 'BEATEN',
        account: author,
        word: sampleHash,
        energy: String(energy),
      };
    }
    default:
      return undefined;
  }
}

/** What is enacted under a mandate stays so while it is challenged or objected to; an objection to what is challenged waits. */
function move(event: LedgerEvent, { decision: id, step }: DecisionStepRow, { table, steps }: DecisionStepTables): void {
  if (step === 'ENACTED' || step === 'DECLINED' || step === 'STOPPED' || step === 'STRUCK') table.move(id, step);
  if (step === 'OBJECTED') table.move(id, 'OBJECTED', 'RECORDED');
  if (step === 'SUSPENDED') table.move(id, 'CHALLENGED', 'RECORDED');
  if (step === 'RESUMED') table.move(id, isObjected(steps.of(id)) ? 'OBJECTED' : 'RECORDED', 'CHALLENGED');
  if (event.eventName === 'DecisionBeaten') table.beat(id, event.args.sampleHash, event.args.energy);
  if (event.eventName === 'ObjectionResolved' && !event.args.isUpheld) {
    table.move(id, 'RECORDED', 'OBJECTED');
    table.moveWindow(id, event.args.challengeUntil);
  }
}

/** Whether an objection waits for its vote. */
function isObjected(steps: readonly DecisionStepRow[]): boolean {
  const about = steps.filter(({ step }) => step === 'OBJECTED' || step === 'UPHELD' || step === 'TURNED_DOWN');
  return about.at(-1)?.step === 'OBJECTED';
}
