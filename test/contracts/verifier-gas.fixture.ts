import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { hexlify } from 'ethers';
import { median } from '../../scripts/bench/result.ts';
import { sets, storeMlDsaKey } from './ml-dsa.fixture.ts';
import { addressOf, type Contract, deploy, ethers, method } from './network.fixture.ts';

export type Algorithm = 'SLH-DSA-SHA2-128s' | 'ML-DSA-65' | 'ML-DSA-44';

export interface Verifiers {
  harness: Contract;
  contracts: Record<Algorithm, Contract>;
}

export interface GasFigures {
  median: number;
  min: number;
  max: number;
  count: number;
}

const openssl = {
  'SLH-DSA-SHA2-128s': 'slh-dsa-sha2-128s',
  'ML-DSA-65': 'ml-dsa-65',
  'ML-DSA-44': 'ml-dsa-44',
} as const;

export async function deployVerifiers(): Promise<Verifiers> {
  return {
    harness: await deploy('SlhDsaHarness'),
    contracts: {
      'SLH-DSA-SHA2-128s': await deploy('SlhDsaSha2128sVerifier'),
      'ML-DSA-65': await deploy('MlDsa65Verifier'),
      'ML-DSA-44': await deploy('MlDsa44Verifier'),
    },
  };
}

export async function codeBytes(contract: Contract): Promise<number> {
  return ethers.dataLength(await ethers.provider.getCode(addressOf(contract)));
}

/** Gas of one verification alone, the call with its arguments included, over signatures of two fresh keys; all must verify. */
export async function gasOfVerifications(
  { harness, contracts }: Verifiers,
  algorithm: Algorithm,
  signaturesPerKey: number,
): Promise<GasFigures> {
  const gas: number[] = [];
  for (let index = 0; index < 2; index += 1) {
    const pair = newKeyPair(algorithm);
    const raw = new Uint8Array(pair.publicKey.export({ format: 'raw-public' }));
    const set = sets.find(({ parameters }) => parameters.name === algorithm);
    const key = set === undefined ? hexlify(raw) : await storeMlDsaKey(set.parameters, raw);
    const verifier = contracts[algorithm];
    for (let n = 0; n < signaturesPerKey; n += 1) {
      const hash = randomBytes(32);
      const signature = sign(null, hash, pair.privateKey);
      if ((await method(verifier, 'verify')(key, hash, signature)) !== '0x024ad318') {
        throw new RangeError(`a valid signature of ${algorithm} was refused`);
      }
      gas.push(Number(await method(harness, 'gasOfVerification')(verifier, key, hash, signature)));
    }
  }
  return { median: median(gas), min: Math.min(...gas), max: Math.max(...gas), count: gas.length };
}

function newKeyPair(algorithm: Algorithm) {
  const name = openssl[algorithm];
  return name === 'slh-dsa-sha2-128s' ? generateKeyPairSync(name) : generateKeyPairSync(name);
}
