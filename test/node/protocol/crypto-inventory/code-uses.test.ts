import { expect } from 'chai';
import { usesIn } from '../../../../node/protocol/crypto-inventory/code-uses.ts';

const primitives = (file: string, text: string) => usesIn(file, text).map(({ primitive }) => primitive);

describe('uses of cryptography in code', () => {
  it('are named by package and import, with the line', () => {
    const text =
      "import { x } from './x.ts';\nimport {\n  sha256,\n  sha512 as long,\n} from '@noble/hashes/sha2.js';\n";
    expect(usesIn('node/a.ts', text)).to.deep.equal([
      { primitive: '@noble/hashes/sha2.js#sha256', file: 'node/a.ts', line: 2 },
      { primitive: '@noble/hashes/sha2.js#sha512', file: 'node/a.ts', line: 2 },
    ]);
  });

  it('are algorithms where a function takes the algorithm as an argument', () => {
    const text = "import { createHash, type KeyObject, randomBytes } from 'node:crypto';\ncreateHash('sha1');\n";
    expect(primitives('node/a.ts', text)).to.deep.equal(['node:crypto#randomBytes', 'node:crypto#sha1']);
    expect(primitives('node/a.ts', "import { createHash } from 'node:crypto';\ncreateHash(name);\n")).to.deep.equal([
      'node:crypto#createHash',
    ]);
    expect(primitives('node/a.ts', "await crypto.subtle.sign({ name: 'ECDSA' }, key, data);\n")).to.deep.equal([
      'webcrypto#ECDSA',
    ]);
  });

  it('are seen in whole imports and dynamic ones', () => {
    expect(primitives('node/a.ts', "import * as crypto from 'node:crypto';\n")).to.deep.equal([
      'node:crypto#* * as crypto',
    ]);
    expect(primitives('node/a.ts', "const age = await import('age-encryption');\n")).to.deep.equal([
      'age-encryption#*',
    ]);
  });

  it('are seen in packages that nobody has listed, by their names, and handed on', () => {
    expect(primitives('node/a.ts', "import { sign } from 'tweetnacl';\n")).to.deep.equal(['tweetnacl#sign']);
    expect(primitives('node/a.ts', "export { argon2id } from 'hash-wasm';\n")).to.deep.equal(['hash-wasm#argon2id']);
    expect(primitives('node/a.ts', 'const { subtle } = globalThis.crypto;\n')).to.deep.equal(['webcrypto#']);
    expect(primitives('node/a.ts', "import { hash } from './hash.ts';\n")).to.deep.equal([]);
  });

  it('are only the cryptographic names of packages that do much else, and no types', () => {
    expect(primitives('node/a.ts', "import { type Hex, keccak256, parseAbi } from 'viem';\n")).to.deep.equal([
      'viem#keccak256',
    ]);
    expect(primitives('node/a.ts', "import type { KeyObject } from 'node:crypto';\n")).to.deep.equal([]);
  });

  it('are functions, precompiles and libraries in contracts, and not what a comment says', () => {
    const text = [
      '// ecrecover(hash, v, r, s)',
      'import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";',
      'contract A { /* sha256(x) */ bytes32 h = keccak256("a"); }',
      'assembly { pop(staticcall(gas(), 0x0a, 0, 0, 0, 0)) pop(staticcall(gas(), 4, 0, 0, 0, 0)) }',
    ].join('\n');
    expect(usesIn('contracts/A.sol', text)).to.deep.equal([
      { primitive: 'openzeppelin#P256', file: 'contracts/A.sol', line: 2 },
      { primitive: 'solidity#keccak256', file: 'contracts/A.sol', line: 3 },
      { primitive: 'precompile#10', file: 'contracts/A.sol', line: 4 },
    ]);
    expect(primitives('contracts/cryptography/verifiers/B.sol', 'contract BVerifier {}')).to.deep.equal([
      'contracts/cryptography/verifiers/B.sol',
    ]);
  });
});
