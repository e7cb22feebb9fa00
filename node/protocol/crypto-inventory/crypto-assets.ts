import type { CryptoAsset } from './crypto-asset.ts';
import { encryptionAssets } from './encryption-assets.ts';
import { hashAssets } from './hash-assets.ts';
import { signatureAssets } from './signature-assets.ts';
import { tlsCertificateAsset } from './tls-assets.ts';

/** The one table: every algorithm this system may use. A test compares it with the code. */
export const cryptoAssets: readonly CryptoAsset[] = [
  ...signatureAssets,
  ...hashAssets,
  ...encryptionAssets,
  tlsCertificateAsset,
];

/** Where code runs algorithms to measure or to doubt them, also some that protect nothing here. */
export const assuranceFolders: Readonly<Record<string, string>> = {
  'scripts/bench/': 'measures algorithms',
  'scripts/vectors/': 'runs official vectors through every engine',
  'scripts/assurance/': 'compares engines',
  'scripts/fuzz/': 'compares engines on mutants',
  'scripts/attacks/': 'tries to fool the contracts',
  'scripts/mutation/': 'breaks verifiers on purpose',
};

/** Primitives that compute nothing themselves, and what does. */
export const dispatchers: Readonly<Record<string, string>> = {
  'openzeppelin#SignatureChecker': 'asks the signing account (ERC-1271) or its signer’s verifier (ERC-7913)',
  'openzeppelin#MultiSignerERC7913':
    'asks the verifier of each signer; accounts refuse signers of 20 bytes, which would be ECDSA keys',
  'node:crypto#timingSafeEqual': 'compares in constant time',
  'multiformats/hashes/digest#create': 'writes down a digest that was computed elsewhere',
  'node:tls#DEFAULT_CIPHERS': 'names what the runtime offers',
  'node:tls#DEFAULT_MAX_VERSION': 'names what the runtime offers',
  'node:tls#DEFAULT_MIN_VERSION': 'names what the runtime offers',
};
