import type { CodeUse } from './code-uses.ts';

const patterns: readonly [RegExp, (name: string) => string][] = [
  [/\b(sha256|keccak256|ecrecover|ripemd160)\s*\(/g, (name) => `solidity#${name}`],
  // 1 ecrecover, 2 SHA-256, 3 RIPEMD-160, 6 to 8 BN254, 9 BLAKE2, 10 KZG, 256 P-256
  [/\bstaticcall\(\s*gas\(\)\s*,\s*(0x[0-9a-fA-F]+|\d+)\s*,/g, (name) => `precompile#${Number(name)}`],
  [
    /from\s+"@openzeppelin\/contracts\/(?:utils\/cryptography|account|crosschain)\/(?:[\w-]+\/)*(\w+)\.sol"/g,
    (name) => `openzeppelin#${name}`,
  ],
];

/** Precompiles that compute no cryptography: 4 copies, 5 is modular exponentiation. */
const plain = new Set(['precompile#4', 'precompile#5']);

/**
 * In a contract: `solidity#function`, `precompile#address`, `openzeppelin#contract`; and a library or
 * verifier in contracts/cryptography by its own path.
 */
export function solidityUses(file: string, code: string): CodeUse[] {
  const found = code
    .split('\n')
    .flatMap((text, at) =>
      patterns.flatMap(([pattern, nameOf]) =>
        [...text.matchAll(pattern)].map((match) => ({ primitive: nameOf(match[1] ?? ''), file, line: at + 1 })),
      ),
    );
  const isOwn = file.startsWith('contracts/cryptography/') && /^(library|contract \w*Verifier)\b/m.test(code);
  const own = isOwn ? [{ primitive: file, file, line: 1 }] : [];
  return [...own, ...found].filter(({ primitive }) => !plain.has(primitive));
}
