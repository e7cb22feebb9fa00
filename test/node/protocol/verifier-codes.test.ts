import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { keccak256 } from 'viem';
import { publishedVerifierCodes } from '../../../node/protocol/verifier-codes.ts';

const artifact = join(
  import.meta.dirname,
  '../../../artifacts/contracts/cryptography/verifiers/SlhDsaSha2128sVerifier.sol/SlhDsaSha2128sVerifier.json',
);

describe('the verifier codes that count', () => {
  it('begin with what the compiler makes of the verifier today', () => {
    const { deployedBytecode } = JSON.parse(readFileSync(artifact, 'utf8'));
    expect(publishedVerifierCodes[0]).to.equal(keccak256(deployedBytecode));
  });
});
