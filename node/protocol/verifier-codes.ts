import type { Hex } from 'viem';

/**
 * Keccak-256 of the runtime code of the verifiers that this project has published, newest first. A receipt whose signatures were
 * accepted by any other code fails: a contract that says yes to everything proves nothing. A test compares the newest with the
 * compiler's; a new version is added and the old ones stay, because old decisions were accepted by them.
 */
export const publishedVerifierCodes: readonly Hex[] = [
  // SLH-DSA-SHA2-128s, contracts/cryptography/verifiers/SlhDsaSha2128sVerifier.sol
  '0x40f4670c66105baca09df9da253faced670d18b664b5ba7f568e38e935eb6aed',
];

/** The same for ML-DSA-65, contracts/cryptography/verifiers/MlDsa65Verifier.sol. */
export const publishedMlDsa65Codes: readonly Hex[] = [
  '0xcb2e81ebcaceb64a75140bc6b7a34e4cae291277c353b8a376c8f290ccd0d129',
];
