import { libraries, type Mutant } from './mutant.ts';
import { sourceOf } from './sample.ts';

interface Edit {
  name: string;
  file: string;
  find: string;
  put: string;
}

/** Mistakes that verifiers were published with, or that reviewers warn of. Each must be killed, or the kill set is too weak. */
const edits: readonly Edit[] = [
  {
    name: 'the root is not compared with the key',
    file: 'SlhDsaSha2128s.sol',
    find: 'return valid && node == uint128(uint256(key));',
    put: 'return valid;',
  },
  {
    name: 'bytes behind a signature are ignored',
    file: 'SlhDsaSha2128s.sol',
    find: 'if (signature.length != SIGNATURE_LENGTH) return false;',
    put: 'if (signature.length < SIGNATURE_LENGTH) return false;',
  },
  {
    name: 'the checksum of the chains is a constant',
    file: 'SlhDsaSha2128s.sol',
    find: '(node << 12) | (480 - sum)',
    put: '(node << 12) | (480 - (sum & 0))',
  },
  {
    name: 'the internal interface instead of the external one',
    file: 'SlhDsaSha2128s.sol',
    find: 'abi.encodePacked(bytes2(0), hash)',
    put: 'abi.encodePacked(hash)',
  },
  {
    name: 'the norm of z is not checked',
    file: 'MlDsa.sol',
    find: 'if (!_decodeResponse(position, set.zBits, set.columns)) return false;',
    put: '_decodeResponse(position, set.zBits, set.columns);',
  },
  {
    name: 'a hint may be given twice',
    file: 'MlDsa.sol',
    find: '_byteAt(position + index - 1) >= place',
    put: '_byteAt(position + index - 1) > place',
  },
  {
    name: 'what follows the last hint is not checked',
    file: 'MlDsa.sol',
    find: 'for (; index < set.omega; ++index) if (_byteAt(position + index) != 0) return false;',
    put: '',
  },
  {
    name: 'more hints than omega',
    file: 'MlDsa.sol',
    find: 'if (end < index || end > set.omega) return false;',
    put: 'if (end < index) return false;',
  },
  {
    name: 'the expanded key is not bound by its hash',
    file: 'MlDsa.sol',
    find: 'if (codeHash != commitment || size != HEAD_PREFIX + ROWS_LENGTH) return false;',
    put: 'if (size != HEAD_PREFIX + ROWS_LENGTH) return false;',
  },
  {
    name: 'half of the matrix is not bound by its hash',
    file: 'MlDsa.sol',
    find: 'return codeHash == commitment && size > ROWS_LENGTH;',
    put: 'return size > ROWS_LENGTH;',
  },
];

/** Throws RangeError when an edit no longer fits the source. */
export function knownBad(): Mutant[] {
  return edits.map(({ name, file, find, put }) => {
    const library = libraries.find((one) => one.file.endsWith(`/${file}`));
    if (library === undefined) throw new RangeError(`${file} is no verifier library`);
    const source = sourceOf(library.file);
    const at = source.indexOf(find);
    if (at === -1 || source.includes(find, at + 1)) throw new RangeError(`${file} does not hold once: ${find}`);
    const line = source.slice(0, at).split('\n').length;
    return {
      library,
      line,
      kind: `known bad: ${name}`,
      original: find,
      changed: put,
      source: source.replace(find, put),
    };
  });
}
