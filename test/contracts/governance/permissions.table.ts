import { timelockDelay } from './city.fixture.ts';
import type { Proposal } from './voting.fixture.ts';

/** Who might try. `anyone` is a plain key that is nobody; the governor and the timelock are contracts. */
export const callers = [
  'anyone',
  'founder',
  'company',
  'agency',
  'registrar',
  'guardian',
  'enforcer',
  'governor',
  'timelock',
] as const;

export type Caller = (typeof callers)[number];

/** Who may pass, and the error by which everybody else is refused. Empty arguments do unless others are needed. */
export interface Door {
  may: readonly Caller[];
  refusal: string;
  arguments?: (proposal: Proposal) => unknown[];
}

/**
 * Anybody may call it: it concerns the caller alone (enrolSelf, renounceRole), or it checks what it is given and not who
 * gives it (signatures, the committee named in a request, the owner of a dataset, the parties of an agreement, the time, a schedule, a vote's outcome).
 */
const open = 'open';

const unmanaged = 'AccessManagedUnauthorized';
const managed = (...may: Caller[]): Door => ({ may, refusal: unmanaged });
const administration: Door = { may: ['timelock'], refusal: 'AccessManagerUnauthorizedAccount' };
const self: Door = { may: [], refusal: 'AccountUnauthorized' };
const seat = (...more: unknown[]): Door => {
  return { may: ['agency'], refusal: 'GovernorNoSeat', arguments: ({ id }) => [id, 1, ...more] };
};
/** By the timelock, and only while the governor executes a proposal with this very call (another test). */
const voted: Door = { may: ['timelock'], refusal: 'GovernorOnlyExecutor' };
const deposit: Door = { may: [], refusal: 'GovernorDisabledDeposit' };
const viaGovernor: Door = { may: ['governor'], refusal: 'AccessControlUnauthorizedAccount' };

/** Who may call what (DESIGN), function by function, once the agencies govern. Verifiers change no state and have no row. */
export const permissions: Record<string, Record<string, Door | typeof open>> = {
  ParticipantAccount: {
    execute: open,
    applyKeys: open,
    proposeKeys: self,
    cancelKeys: self,
    recoverKeys: self,
    freeze: self,
    unfreeze: self,
  },
  ParticipantAccountFactory: { create: open, store: open },
  ParticipantRegistry: {
    enrolAgency: managed('timelock'),
    enrol: managed('registrar'),
    enrolSelf: open,
    updateProfile: open,
    suspend: managed('timelock'),
    reinstate: managed('timelock'),
    setAuthority: managed(),
  },
  Seats: {
    grantSeat: managed('timelock'),
    withdrawSeat: managed('timelock'),
    rotateSeat: managed('timelock'),
    setAuthority: managed(),
  },
  AlgorithmRegistry: {
    add: managed('timelock'),
    deprecate: managed('timelock'),
    setSunset: managed('timelock'),
    freeze: managed('guardian'),
    unfreeze: managed('timelock'),
    freezeAccount: managed('guardian'),
    unfreezeAccount: managed('timelock'),
    recoverAccount: managed('timelock'),
    setAuthority: managed(),
  },
  PolicyRegistry: {
    publish: managed('timelock'),
    retire: managed('timelock'),
    setPurpose: managed('timelock'),
    approve: managed('timelock'),
    exercise: managed('enforcer'),
    setAuthority: managed(),
  },
  DatasetRegistry: {
    publish: open,
    newVersion: open,
    deprecate: open,
    withdraw: open,
    withdrawVersion: open,
    freeze: managed('guardian'),
    unfreeze: managed('timelock'),
    setAuthority: managed(),
  },
  AgreementRegistry: { anchor: open, retire: open },
  DecisionLedger: {
    request: managed('agency'),
    requestUnderMandate: managed('agency'),
    record: open,
    finalize: open,
    expire: open,
    object: open,
    resolveObjection: managed('timelock'),
    grantMandate: managed('timelock'),
    revokeMandate: managed('timelock'),
    enact: managed('timelock'),
    decline: managed('timelock'),
    stop: managed('guardian'),
    suspendForChallenge: managed(),
    resumeFromChallenge: managed(),
    beat: managed(),
    strike: managed(),
    setMinimumWindow: managed('timelock'),
    setAuthority: managed(),
  },
  ModelCourt: {
    commit: open,
    reveal: open,
    lapse: open,
    doubt: open,
    storeSample: open,
    joinSample: open,
    score: open,
  },
  CityAccess: {
    grantRole: administration,
    grantRoleUntil: administration,
    revokeRole: administration,
    handOver: administration,
    labelRole: administration,
    setRoleAdmin: administration,
    setRoleGuardian: administration,
    setGrantDelay: administration,
    setTargetFunctionRole: administration,
    setTargetAdminDelay: administration,
    setTargetClosed: administration,
    updateAuthority: administration,
    removeExpired: open,
    renounceRole: open,
    schedule: open,
    execute: open,
    cancel: open,
    consumeScheduledOp: open,
    multicall: open,
  },
  CityGovernor: {
    propose: { may: ['agency'], refusal: 'GovernorNotAnAgency' },
    castVote: seat(),
    castVoteWithReason: seat(''),
    castVoteWithReasonAndParams: seat('', '0x'),
    castVoteBySig: open,
    castVoteWithReasonAndParamsBySig: open,
    castBallots: open,
    queue: open,
    execute: open,
    cancel: { may: ['timelock'], refusal: 'GovernorUnableToCancel' },
    veto: { may: ['guardian'], refusal: 'GovernorNotGuardian' },
    relay: { may: [], refusal: 'GovernorDoorClosed' },
    setVotingDelay: voted,
    setVotingPeriod: voted,
    setProposalThreshold: voted,
    setLateQuorumVoteExtension: voted,
    updateQuorumNumerator: voted,
    onERC721Received: deposit,
    onERC1155Received: deposit,
    onERC1155BatchReceived: deposit,
  },
  CityTimelock: {
    schedule: viaGovernor,
    scheduleBatch: viaGovernor,
    execute: viaGovernor,
    executeBatch: viaGovernor,
    cancel: viaGovernor,
    updateDelay: { may: ['timelock'], refusal: 'TimelockUnauthorizedCaller', arguments: () => [timelockDelay] },
    onERC721Received: open,
    onERC1155Received: open,
    onERC1155BatchReceived: open,
  },
};
