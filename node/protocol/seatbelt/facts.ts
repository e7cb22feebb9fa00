import type { Address, Hex } from 'viem';
import type { ParticipantKind } from '../policy/rules.ts';

/** A grant of a role that has not ended. Addresses are lower-case hex; times are unix seconds. */
export interface RoleFact {
  readonly role: bigint;
  readonly account: Address;
  readonly since: number;
  /** The first second without it; 0 is never. */
  readonly until: number;
  /** How long its holder's calls wait, in seconds. */
  readonly delaySeconds: number;
  /** The proposal that gave it; 0 is the founder. */
  readonly proposal: bigint;
}

export interface ParticipantFact {
  readonly account: Address;
  readonly kind: ParticipantKind;
  readonly status: 'NONE' | 'ACTIVE' | 'SUSPENDED';
  /** Hashes of what it publishes, together. */
  readonly profile: string;
}

/** The numbers that a vote can set. Seconds, and the quorum in percent. */
export const settingNames = [
  'votingDelay',
  'votingPeriod',
  'lateQuorumExtension',
  'quorumPercent',
  'timelockDelay',
  'minimumWindow',
] as const;
export type SettingName = (typeof settingNames)[number];

/** Which role may call a function. */
export interface DoorFact {
  readonly target: Address;
  readonly selector: Hex;
  readonly role: bigint;
}

export interface PolicyFact {
  readonly id: number;
  readonly state: 'NONE' | 'PUBLISHED' | 'RETIRED';
  readonly owner: Address;
  /** Unix seconds. */
  readonly reviewBy: number;
  /** As the contract keeps them (policy/rules-codec.ts). */
  readonly rules: Hex;
}

export interface ApprovalFact {
  readonly policyId: number;
  readonly ruleIndex: number;
  readonly participant: Address;
  /** Unix seconds, exclusive; 0 where nothing was voted. */
  readonly until: number;
}

/** What the contracts answer at one block about whatever a proposal may touch. */
export interface CityFacts {
  /** Timestamp of the block. */
  readonly time: number;
  /** Whom the access manager asks for the vote behind a grant; zero before the handover. */
  readonly governor: Address;
  readonly roles: readonly RoleFact[];
  readonly seats: readonly Address[];
  readonly participants: readonly ParticipantFact[];
  readonly settings: Readonly<Record<SettingName, number>>;
  readonly doors: readonly DoorFact[];
  readonly closed: readonly Address[];
  /** Who decides who may call each contract. */
  readonly authorities: readonly { readonly contract: Address; readonly authority: Address }[];
  readonly policies: readonly PolicyFact[];
  readonly purposes: readonly { readonly purpose: string; readonly isVoted: boolean }[];
  readonly approvals: readonly ApprovalFact[];
}

/** What to ask about beside what is always asked. */
export interface Subjects {
  readonly accounts: readonly Address[];
  readonly roles: readonly bigint[];
  readonly doors: readonly { readonly target: Address; readonly selector: Hex }[];
  readonly policies: readonly number[];
  readonly purposes: readonly Hex[];
  readonly approvals: readonly Omit<ApprovalFact, 'until'>[];
}
