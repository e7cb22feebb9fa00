import { parseAbi } from 'viem';

/** AlgorithmRegistry (contracts/cryptography/AlgorithmRegistry.sol), whole; a test compares it with what the compiler emits. */
export const algorithmRegistryAbi = parseAbi([
  'struct FirstAlgorithm { uint64 code; address verifier; }',
  'struct Algorithm { uint64 code; address verifier; bytes32 codeHash; uint8 status; uint48 sunset; }',
  'struct KeyChange { bytes[] added; bytes[] removed; uint64 threshold; }',
  'constructor(address manager, address seats, uint48 initialKeyDelay, FirstAlgorithm[] first)',
  'function add(uint64 code, address verifier, bytes32 codeHash)',
  'function algorithm(uint64 code) view returns (Algorithm found)',
  'function algorithms() view returns (Algorithm[] all)',
  'function authority() view returns (address)',
  'function canAct(address account, address without, uint48 at) view returns (bool able)',
  'function deprecate(uint64 code)',
  'function freeze(uint64 code)',
  'function freezeAccount(address account)',
  'function freezeSeconds() pure returns (uint48 duration)',
  'function isConsumingScheduledOp() view returns (bytes4)',
  'function isEnrollable(address verifier) view returns (bool enrollable)',
  'function isUsable(address verifier) view returns (bool usable)',
  'function keyDelay() view returns (uint48)',
  'function recoverAccount(address account, KeyChange change, bytes[] proofs)',
  'function setAuthority(address newAuthority)',
  'function setSunset(uint64 code, uint48 sunset)',
  'function unfreeze(uint64 code)',
  'function unfreezeAccount(address account)',
  'event AlgorithmAdded(uint64 indexed code, address indexed verifier, bytes32 codeHash)',
  'event AlgorithmDeprecated(uint64 indexed code)',
  'event AlgorithmFrozen(uint64 indexed code)',
  'event AlgorithmSunsetSet(uint64 indexed code, uint48 sunset)',
  'event AlgorithmUnfrozen(uint64 indexed code)',
  'event AuthorityUpdated(address authority)',
  'error AccessManagedInvalidAuthority(address authority)',
  'error AccessManagedRequiredDelay(address caller, uint32 delay)',
  'error AccessManagedUnauthorized(address caller)',
  'error AlgorithmCodeHash(address verifier, bytes32 codeHash)',
  'error AlgorithmGuardianLost(address guardian)',
  'error AlgorithmQuorumLost(uint256 able, uint256 needed)',
  'error AlgorithmSunsetPast(uint48 sunset)',
  'error AlgorithmTaken(uint64 code, address verifier)',
  'error AlgorithmUnknown(uint64 code)',
  'error AlgorithmWrongStatus(uint64 code, uint8 status)',
  'error CareGuardianLost(address guardian)',
  'error CareQuorumLost(uint256 able, uint256 needed)',
]);

/** IAlgorithmRegistry.Status, in the contract's order. */
export const algorithmStatuses = ['NONE', 'ACTIVE', 'DEPRECATED', 'FROZEN'] as const;
export type AlgorithmStatus = (typeof algorithmStatuses)[number];
