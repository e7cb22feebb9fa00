import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { keccak256 } from 'viem';
import { publishedMlDsa65Codes, publishedVerifierCodes } from '../../../node/protocol/verifier-codes.ts';

function compiledCode(name: string) {
  const folder = join(import.meta.dirname, '../../../artifacts/contracts/cryptography/verifiers');
  return keccak256(JSON.parse(readFileSync(join(folder, `${name}.sol/${name}.json`), 'utf8')).deployedBytecode);
}

describe('the verifier codes that count', () => {
  it('begin with what the compiler makes of the verifiers today', () => {
    expect(publishedVerifierCodes[0]).to.equal(compiledCode('SlhDsaSha2128sVerifier'));
    expect(publishedMlDsa65Codes[0]).to.equal(compiledCode('MlDsa65Verifier'));
  });
});
