import { parseAbi } from 'viem';

// The contracts' interfaces, whole: functions, events and errors. A test compares every entry with what the compiler emits.

/** ParticipantAccount (contracts/membership/ParticipantAccount.sol). */
export const participantAccountAbi = parseAbi([
  'struct Call { address target; uint256 value; bytes data; }',
  'constructor(bytes[] signers, uint64 initialThreshold)',
  'receive() external payable',
  'function addSigners(bytes[] signers)',
  'function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)',
  'function execute(Call[] calls, uint256 nonce, uint256 deadline, bytes signature) returns (bytes[] results)',
  'function executeDigest(Call[] calls, uint256 nonce, uint256 deadline) view returns (bytes32 digest)',
  'function getSignerCount() view returns (uint256)',
  'function getSigners(uint64 start, uint64 end) view returns (bytes[])',
  'function isSigner(bytes signer) view returns (bool)',
  'function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4 result)',
  'function nonces(address owner) view returns (uint256)',
  'function nonces(address owner, uint192 key) view returns (uint256)',
  'function removeSigners(bytes[] signers)',
  'function setThreshold(uint64 newThreshold)',
  'function threshold() view returns (uint64)',
  'event CallsExecuted(bytes32 indexed digest, uint256 nonce)',
  'event EIP712DomainChanged()',
  'event ERC7913SignerAdded(bytes indexed signers)',
  'event ERC7913SignerRemoved(bytes indexed signers)',
  'event ERC7913ThresholdSet(uint64 threshold)',
  'error AccountExpiredDeadline(uint256 deadline)',
  'error AccountInvalidSignature(bytes32 digest)',
  'error AccountUnauthorized(address caller)',
  'error AccountUnusableSigner(bytes signer)',
  'error InvalidAccountNonce(address account, uint256 currentNonce)',
  'error InvalidShortString()',
  'error MultiSignerERC7913AlreadyExists(bytes signer)',
  'error MultiSignerERC7913InvalidSigner(bytes signer)',
  'error MultiSignerERC7913NonexistentSigner(bytes signer)',
  'error MultiSignerERC7913UnreachableThreshold(uint64 signers, uint64 threshold)',
  'error MultiSignerERC7913ZeroThreshold()',
  'error ReentrancyGuardReentrantCall()',
  'error StringTooLong(string str)',
]);

/** ParticipantAccountFactory (contracts/membership/ParticipantAccountFactory.sol). */
export const participantAccountFactoryAbi = parseAbi([
  'function create(bytes[] signers, uint64 threshold, bytes32 salt) returns (address account)',
  'function predict(bytes[] signers, uint64 threshold, bytes32 salt) view returns (address account)',
  'event AccountCreated(address indexed account)',
  'error Create2EmptyBytecode()',
  'error FailedDeployment()',
  'error InsufficientBalance(uint256 balance, uint256 needed)',
]);

/** ParticipantRegistry (contracts/membership/ParticipantRegistry.sol). */
export const participantRegistryAbi = parseAbi([
  'struct Profile { bytes32 document; bytes32 mlDsa65Key; bytes32 ageRecipient; }',
  'constructor(address manager)',
  'function authority() view returns (address)',
  'function enrol(address account, uint8 kind, Profile profile)',
  'function enrolAgency(address account, Profile profile)',
  'function enrolSelf(Profile profile)',
  'function isActive(address account, uint8 kind) view returns (bool active)',
  'function isConsumingScheduledOp() view returns (bytes4)',
  'function participant(address account) view returns (uint8 kind, uint8 status, Profile profile, uint48 enrolledAt)',
  'function reinstate(address account)',
  'function setAuthority(address newAuthority)',
  'function suspend(address account)',
  'function updateProfile(Profile profile)',
  'event AuthorityUpdated(address authority)',
  'event ParticipantEnrolled(address indexed account, uint8 indexed kind, Profile profile)',
  'event ParticipantReinstated(address indexed account)',
  'event ParticipantSuspended(address indexed account)',
  'event ProfileUpdated(address indexed account, Profile profile)',
  'error AccessManagedInvalidAuthority(address authority)',
  'error AccessManagedRequiredDelay(address caller, uint32 delay)',
  'error AccessManagedUnauthorized(address caller)',
  'error RegistryAlreadyEnrolled(address account)',
  'error RegistryKindNotAllowed(uint8 kind)',
  'error RegistryNotEnrolled(address account)',
  'error RegistryWrongStatus(address account, uint8 status)',
  'error RegistryZeroAccount()',
]);

/** DecisionLedger (contracts/decisions/DecisionLedger.sol). */
export const decisionLedgerAbi = parseAbi([
  'struct Terms { bytes32 kind; bytes32 problem; bytes32 snapshot; bool isRestricted; uint48 recordBy; uint48 challengeWindow; address committee; }',
  'struct Outcome { bytes32 report; bytes32 modelRoot; bytes32 sampleHash; int256 energy; int256 bound; }',
  'constructor(address manager, address registry, uint48 initialMinimumWindow)',
  'function authority() view returns (address)',
  'function decision(uint256 id) view returns (Terms terms, address agency, uint48 requestedAt, uint8 state, Outcome outcome, uint48 recordedAt, uint48 challengeUntil)',
  'function decisionCount() view returns (uint256 count)',
  'function expire(uint256 id)',
  'function finalize(uint256 id)',
  'function isConsumingScheduledOp() view returns (bytes4)',
  'function minimumWindow() view returns (uint48 window)',
  'function record(uint256 id, bytes32 problem, bytes32 snapshot, Outcome outcome)',
  'function request(Terms terms) returns (uint256 id)',
  'function setAuthority(address newAuthority)',
  'function setMinimumWindow(uint48 window)',
  'event AuthorityUpdated(address authority)',
  'event DecisionExpired(uint256 indexed id)',
  'event DecisionFinalized(uint256 indexed id)',
  'event DecisionRecorded(uint256 indexed id, address indexed committee, Outcome outcome, uint48 challengeUntil)',
  'event DecisionRequested(uint256 indexed id, address indexed agency, Terms terms)',
  'event MinimumWindowSet(uint48 window)',
  'error AccessManagedInvalidAuthority(address authority)',
  'error AccessManagedRequiredDelay(address caller, uint32 delay)',
  'error AccessManagedUnauthorized(address caller)',
  'error LedgerAgencyNotActive(address agency)',
  'error LedgerBoundAboveEnergy(int256 bound, int256 energy)',
  'error LedgerCommitteeNotActive(address committee)',
  'error LedgerDeadlineTooSoon(uint48 recordBy)',
  'error LedgerNotCommittee(uint256 id, address caller)',
  'error LedgerOtherQuestion(uint256 id)',
  'error LedgerTooEarly(uint256 id, uint48 from)',
  'error LedgerTooLate(uint256 id, uint48 until)',
  'error LedgerUnknownDecision(uint256 id)',
  'error LedgerWindowTooLong(uint48 window, uint48 maximum)',
  'error LedgerWindowTooShort(uint48 window, uint48 minimum)',
  'error LedgerWrongState(uint256 id, uint8 state)',
  'error LedgerZeroValue(bytes32 field)',
]);

/** `IDecisionLedger.State`, in the order of its numbers. */
export const decisionStates = [
  'NONE',
  'REQUESTED',
  'RECORDED',
  'CHALLENGED',
  'OBJECTED',
  'STRUCK',
  'FINAL',
  'ENACTED',
  'DECLINED',
  'STOPPED',
  'EXPIRED',
] as const;

/** `IParticipantRegistry.Kind`, in the order of its numbers. */
export const participantKinds = ['NONE', 'AGENCY', 'COMPANY', 'OPERATOR', 'CITIZEN'] as const;

/** `IParticipantRegistry.Status`, in the order of its numbers. */
export const participantStatuses = ['NONE', 'ACTIVE', 'SUSPENDED'] as const;

export type DecisionState = (typeof decisionStates)[number];
export type ParticipantKind = (typeof participantKinds)[number];
export type ParticipantStatus = (typeof participantStatuses)[number];
