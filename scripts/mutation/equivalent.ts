import type { Mutant } from './mutant.ts';

/** What was thought about a kind of survivor. */
export interface Argument {
  /** `equivalent`: no input can tell it from the original. `open`: some could, and nobody can find one. */
  verdict: 'equivalent' | 'open';
  reason: string;
}

interface Rule extends Argument {
  /** End of the file's name. */
  file: string;
  original: RegExp;
  changed: RegExp;
}

const anything = /^/;

const rules: readonly Rule[] = [
  {
    verdict: 'equivalent',
    file: '.sol',
    original: /^if \((position|rows|p) == 0\) return/,
    changed: anything,
    reason:
      'a guard that is never true: a calldata position is above 4, a place in memory above 0x2a00, rows are 4 or 6; it only keeps the optimizer from inlining',
  },
  {
    verdict: 'equivalent',
    file: 'SlhDsaSha2128s.sol',
    original: /^(success := and\(success, staticcall|valid = valid && success)/,
    changed: /^(success := or\(success, staticcall|success := and\(success, staticcall|valid = valid \|\| success)/,
    reason:
      'SHA-256 of up to 646 bytes fails for lack of gas only (at most 312), and then 63 of 64 parts are spent: fewer than 6 gas are left, on which nothing ends',
  },
  {
    verdict: 'equivalent',
    file: 'SlhDsaSha2128s.sol',
    original: /^(mstore\(0x10, 0\)|mstore\(0x20, 0\)|mstore\(add\(block_, 0x[12]0\), 0\))/,
    changed: anything,
    reason:
      'writes zeros where zeros are: mstore(0x00, seed) clears up to 0x20, the address word 0x36 to 0x40, and memory behind the free pointer is new or was cleared by the kernel before',
  },
  {
    verdict: 'equivalent',
    file: 'SlhDsaSha2128s.sol',
    original: /^(calldatacopy|mcopy)\(.*, 0x10\)$/,
    changed: /, 0x11\)$/,
    reason: 'copies one byte more, to a place that is not hashed or is written again before it is',
  },
  {
    verdict: 'equivalent',
    file: 'MlDsa.sol',
    original: /^(_allocate\(|uint256 end = MESSAGE|mstore\(0x40, and\(add\(end|assert\(free <= BASE\))/,
    changed: anything,
    reason: 'moves the end of the memory that is set aside; nothing is allocated behind it',
  },
  {
    verdict: 'equivalent',
    file: 'MlDsa.sol',
    original: /^mstore\(add\(MESSAGE, 64\), 0\)/,
    changed: /^mstore\(add\(MESSAGE, 64\), 1\)/,
    reason: 'the 1 is byte 95, which the hash overwrites in the next line',
  },
  {
    verdict: 'equivalent',
    file: 'MlDsa.sol',
    original: /^mstore\((BYTES|PAIRS|FOURS), 0x/,
    changed: /0x.{40}.*$/,
    reason: 'a digit of a mask that concerns bytes 20 to 31 of a word of z, of which only 18 or 20 are used',
  },
  {
    verdict: 'open',
    file: 'MlDsa.sol',
    original: /^next = 0;/,
    changed: anything,
    reason:
      'a second block of SampleInBall is needed with probability below 2^-88 per challenge: no such vector can be found',
  },
  {
    verdict: 'open',
    file: 'MlDsa.sol',
    original: /^for \(uint256 i = 0; i < challengeLength; \+\+i\)/,
    changed: /i = 1;/,
    reason: 'leaves out one byte of the challenge; a vector would be a collision of SHAKE-256 in all the others',
  },
];

/** What was argued about a mutant that survived. */
export function argumentFor({ library, original, changed }: Mutant): Argument | undefined {
  return rules.find(
    (rule) => library.file.endsWith(rule.file) && rule.original.test(original) && rule.changed.test(changed),
  );
}
