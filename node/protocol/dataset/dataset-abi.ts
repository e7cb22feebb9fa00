import { parseAbi } from 'viem';

/** DatasetRegistry (contracts/dataspace/DatasetRegistry.sol), whole; a test compares every entry with what the compiler emits. */
export const datasetRegistryAbi = parseAbi([
  'struct Version { bytes32 metadata; bytes32 contentRoot; bytes32 keyCommitment; bytes32 policy; }',
  'constructor(address manager, address registry)',
  'function authority() view returns (address)',
  'function dataset(bytes32 id) view returns (address owner, uint8 state, bool isFrozen, uint32 versionCount)',
  'function deprecate(bytes32 id)',
  'function freeze(bytes32 id, bytes32 cause)',
  'function isConsumingScheduledOp() view returns (bytes4)',
  'function newVersion(bytes32 id, Version next) returns (uint32 number)',
  'function publish(bytes32 id, Version first)',
  'function setAuthority(address newAuthority)',
  'function unfreeze(bytes32 id)',
  'function versionOf(bytes32 id, uint32 number) view returns (Version content, uint48 publishedAt, bool isWithdrawn)',
  'function withdraw(bytes32 id, bytes32 cause)',
  'function withdrawVersion(bytes32 id, uint32 number, bytes32 cause)',
  'event AuthorityUpdated(address authority)',
  'event DatasetDeprecated(bytes32 indexed id)',
  'event DatasetFrozen(bytes32 indexed id, bytes32 cause)',
  'event DatasetPublished(bytes32 indexed id, address indexed owner)',
  'event DatasetUnfrozen(bytes32 indexed id)',
  'event DatasetWithdrawn(bytes32 indexed id, bytes32 cause)',
  'event VersionPublished(bytes32 indexed id, uint32 indexed number, Version version)',
  'event VersionWithdrawn(bytes32 indexed id, uint32 indexed number, bytes32 cause)',
  'error AccessManagedInvalidAuthority(address authority)',
  'error AccessManagedRequiredDelay(address caller, uint32 delay)',
  'error AccessManagedUnauthorized(address caller)',
  'error DatasetFreezeState(bytes32 id, bool isFrozen)',
  'error DatasetNameTaken(bytes32 id, address owner)',
  'error DatasetNotOwner(bytes32 id, address caller)',
  'error DatasetPublisherNotAllowed(address publisher)',
  'error DatasetUnknown(bytes32 id)',
  'error DatasetVersionUnknown(bytes32 id, uint32 number)',
  'error DatasetVersionWithdrawn(bytes32 id, uint32 number)',
  'error DatasetWrongState(bytes32 id, uint8 state)',
  'error DatasetZeroValue(bytes32 field)',
]);

/** The contract's enum, in order. */
export const datasetStates = ['NONE', 'PUBLISHED', 'DEPRECATED', 'WITHDRAWN'] as const;

export type DatasetState = Exclude<(typeof datasetStates)[number], 'NONE'>;
