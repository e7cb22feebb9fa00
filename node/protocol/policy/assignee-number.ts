import { participantKinds } from '../abi.ts';
import { NodeError } from '../errors.ts';
import type { Assignee } from './rules.ts';

/** An assignee as the 20 bytes of its rule: a kind, a role or an account; zero for anyone and for whoever is enrolled. */
export function numberOfAssignee(assignee: Assignee): bigint {
  switch (assignee.kind) {
    case 'KIND':
      return BigInt(participantKinds.indexOf(assignee.participantKind));
    case 'ROLE':
      return assignee.role;
    case 'ACCOUNT':
      return BigInt(assignee.account);
    default:
      return 0n;
  }
}

export function assigneeOfNumber(kind: Assignee['kind'], value: bigint): Assignee {
  switch (kind) {
    case 'KIND': {
      const participantKind = participantKinds[Number(value)];
      if (participantKind === undefined) throw new NodeError('POLICY_RULES_INVALID', { rule: 'name known kinds' });
      return { kind, participantKind };
    }
    case 'ROLE':
      return { kind, role: value };
    case 'ACCOUNT':
      return { kind, account: `0x${value.toString(16).padStart(40, '0')}` };
    default:
      return { kind };
  }
}
