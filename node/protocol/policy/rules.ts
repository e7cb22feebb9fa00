import type { participantKinds } from '../abi.ts';

// Words in the order of the contract's enums (contracts/policy/IPolicyRegistry.sol, PolicyRules.sol).
export const effects = ['permission', 'prohibition'] as const;
export const assigneeKinds = ['ANYONE', 'ENROLLED', 'KIND', 'ROLE', 'ACCOUNT'] as const;
export const targetKinds = ['NONE', 'DATASET', 'COLLECTION', 'ENTITY', 'DECISION'] as const;
export const actions = ['read', 'aggregate', 'derive', 'distribute', 'modify', 'delete', 'decide', 'enact'] as const;

export type Effect = (typeof effects)[number];
export type TargetKind = Exclude<(typeof targetKinds)[number], 'NONE'>;
export type Action = (typeof actions)[number];
export type ParticipantKind = (typeof participantKinds)[number];

/** Who a rule is for. Accounts are lower-case hex. */
export type Assignee =
  | { kind: 'ANYONE' | 'ENROLLED' }
  | { kind: 'KIND'; participantKind: ParticipantKind }
  /** Below 256. */
  | { kind: 'ROLE'; role: bigint }
  | { kind: 'ACCOUNT'; account: string };

/** What a rule or a request is about; '*' stands for every one, as a name in rules only. */
export interface Target {
  kind: TargetKind;
  name: string;
  /** An attribute of an entity type, or '*' for all of them; '*' for every other kind. */
  part: string;
}

export const every = '*';

/** One enforceable rule. */
export interface Rule {
  effect: Effect;
  assignee: Assignee;
  target: Target;
  actions: readonly Action[];
  /** None means any purpose, also none. */
  purposes: readonly string[];
  /** Unix seconds. */
  from: number;
  /** Unix seconds, exclusive; 0 means open. */
  until: number;
  /** How often each participant may use it; 0 means any number. */
  count: number;
  needsVote: boolean;
}

export const mostRules = 128;
export const mostPurposes = 16;
export const mostRoles = 8;
export const largestCount = 2 ** 32 - 1;
export const latestTime = 2 ** 48 - 1;
