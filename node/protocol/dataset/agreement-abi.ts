import { parseAbi } from 'viem';

/** AgreementRegistry (contracts/dataspace/AgreementRegistry.sol), whole; a test compares every entry with what the compiler emits. */
export const agreementRegistryAbi = parseAbi([
  'struct Terms { bytes32 agreement; bytes32 dataset; address provider; address consumer; bytes32 policy; uint48 until; }',
  'constructor(address registry, address datasets)',
  'function agreementOf(bytes32 agreement) view returns (Terms terms, uint8 state, uint48 anchoredAt, uint48 retiredAt)',
  'function anchor(Terms terms, bytes providerSignature, bytes consumerSignature)',
  'function digestOf(Terms terms) view returns (bytes32 digest)',
  'function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)',
  'function isInForce(bytes32 agreement) view returns (bool inForce)',
  'function retire(bytes32 agreement, bytes32 cause)',
  'event AgreementAnchored(bytes32 indexed agreement, bytes32 indexed dataset, address indexed consumer, Terms terms)',
  'event AgreementRetired(bytes32 indexed agreement, address indexed by, bytes32 cause)',
  'event EIP712DomainChanged()',
  'error AgreementAnchoredBefore(bytes32 agreement)',
  'error AgreementDatasetNotOffered(bytes32 dataset)',
  'error AgreementEnded(bytes32 agreement)',
  'error AgreementExpired(bytes32 agreement, uint48 until)',
  'error AgreementNotParty(bytes32 agreement, address caller)',
  'error AgreementNotProvider(bytes32 dataset, address provider)',
  'error AgreementPartyNotActive(address party)',
  'error AgreementSameParty(address party)',
  'error AgreementSignatureInvalid(address party)',
  'error AgreementUnknown(bytes32 agreement)',
  'error AgreementZeroValue(bytes32 field)',
  'error InvalidShortString()',
  'error StringTooLong(string str)',
]);

/** The contract's enum, in order. */
export const agreementStates = ['NONE', 'ACTIVE', 'RETIRED'] as const;
