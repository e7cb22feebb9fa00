import { type Address, parseEventLogs } from 'viem';
import { decisionLedgerAbi } from '../abi.ts';
import { bytes32Text, timeText } from '../descriptions/values.ts';
import type { Contracts } from '../network.ts';
import { type Effect, effect, type NameAddress } from './effect.ts';
import type { RunLog } from './run.ts';
import { logsOf } from './subjects.ts';

const contract = 'decisionLedger';

/** Standing mandates given and taken back, and decisions that the vote settles, from the ledger's own events. */
export function decisionEffects(logs: readonly RunLog[], { decisionLedger }: Contracts, nameOf: NameAddress): Effect[] {
  return parseEventLogs({ abi: decisionLedgerAbi, logs: logsOf(logs, decisionLedger) }).flatMap((event): Effect[] => {
    const { eventName, args } = event;
    if (eventName === 'MandateGranted') {
      const { kind, area, largestChange, until, perDay } = args.mandate;
      const values = {
        who: nameOf(args.agency),
        kind: bytes32Text(kind),
        area: bytes32Text(area),
        change: String(largestChange),
        count: String(perDay),
        until: timeText(until),
      };
      const who: Address = `0x${args.agency.slice(2).toLowerCase()}`;
      const details = { who, gains: `mandate ${args.mandateId}`, contract } as const;
      return [effect('seatbelt.mandate.granted', values, details)];
    }
    if (eventName === 'MandateRevoked')
      return [effect('seatbelt.mandate.revoked', { mandate: String(args.mandateId) }, { contract })];
    if (eventName === 'DecisionEnacted')
      return [effect('seatbelt.decision.enacted', { id: String(args.id) }, { contract })];
    if (eventName === 'DecisionDeclined')
      return [effect('seatbelt.decision.declined', { id: String(args.id) }, { contract })];
    if (eventName === 'ObjectionResolved') {
      const key = args.isUpheld ? 'seatbelt.objection.upheld' : 'seatbelt.objection.rejected';
      return [effect(key, { id: String(args.id) }, { contract })];
    }
    return [];
  });
}
