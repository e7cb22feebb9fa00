import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { bytesToHex, concat, encodeFunctionData, type Hex, hexToBytes, keccak256, slice, toHex } from 'viem';
import type { Attack } from './attack.ts';
import { type AttackWorld, encodeSignatures, type Key, verifierAbi } from './world.ts';

const library = 'contracts/cryptography/MlDsa.sol';
const signatureBytes = 2420;
const omega = 80;
const hash = keccak256('0x01');

/** Attacks 4, 5, 11 and 12: what a verifier or an account must not take for a signature, nor choke on. */
export const encodings: readonly Attack[] = [
  {
    number: 4,
    name: 'a signature that is written differently: bytes behind it, and behind the last hint',
    defence: 'exact lengths, and zeros behind the last hint (FIPS 204, algorithm 21)',
    rebuilt: 'verifier',
    removal: [
      {
        file: library,
        find: `bytes32 hash,
        bytes calldata signature
    ) internal view returns (bool valid) {
        if (key.length != KEY_LENGTH || signature.length != _signatureLength(set)) return false;`,
        put: `bytes32 hash,
        bytes calldata signature
    ) internal view returns (bool valid) {
        if (key.length != KEY_LENGTH || signature.length < _signatureLength(set)) return false;`,
      },
      {
        file: library,
        find: 'for (; index < set.omega; ++index) if (_byteAt(position + index) != 0) return false;',
        put: '',
      },
    ],
    async succeeds(world) {
      const key = await world.key();
      const signature = key.sign(hash);
      if (!(await accepts(world, key, signature))) throw new RangeError('what is honest was refused');
      const behindHints = hexToBytes(signature);
      const used = behindHints[signatureBytes - 1] ?? 0;
      if (used >= omega) throw new RangeError('a signature with room for a hint');
      behindHints[signatureBytes - 4 - omega + used] = 1;
      const changed = [concat([signature, '0x00']), bytesToHex(behindHints)];
      const outcomes = await Promise.all(changed.map((one) => accepts(world, key, one)));
      return outcomes.includes(true);
    },
  },
  {
    number: 5,
    name: 'a signature of a pre-hashed message given for a pure one',
    defence: 'one format of M′: its first byte tells pure from pre-hashed',
    rebuilt: 'verifier',
    removal: [
      {
        file: library,
        find: `            mstore(add(MESSAGE, 66), hash)
        }
        return _verify(set, key, 34, signature);`,
        put: `            mstore(add(MESSAGE, 66), hash)
        }
        if (_verify(set, key, 34, signature)) return true;
        assembly ("memory-safe") {
            mstore(add(MESSAGE, 64), shl(248, 1))
            mstore(add(MESSAGE, 66), hash)
        }
        return _verify(set, key, 34, signature);`,
      },
    ],
    async succeeds(world) {
      const key = await world.key();
      if (!(await accepts(world, key, key.sign(hash)))) throw new RangeError('what is honest was refused');
      const seed = new Uint8Array(key.privateKey.export({ format: 'raw-seed' }));
      const { secretKey } = ml_dsa44.keygen(seed);
      const prehashed = ml_dsa44.internal.sign(hexToBytes(concat(['0x0100', hash])), secretKey);
      return accepts(world, key, bytesToHex(prehashed));
    },
  },
  {
    number: 11,
    name: 'so little gas that the verification cannot end, in the hope that it counts as passed',
    defence: 'whatever does not answer with the magic value is refused',
    rebuilt: 'account',
    removal: [
      {
        file: '@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol',
        find: `return (success &&
                result.length >= 32 &&
                abi.decode(result, (bytes32)) == bytes32(IERC7913SignatureVerifier.verify.selector));`,
        put: `return !success || (result.length >= 32 &&
                abi.decode(result, (bytes32)) == bytes32(IERC7913SignatureVerifier.verify.selector));`,
      },
    ],
    async succeeds(world) {
      const key = await world.key();
      const mine = await world.account([key.signer]);
      const forged = world.execute(
        [],
        0n,
        encodeSignatures([key.signer], [toHex(new Uint8Array(signatureBytes).fill(1))]),
      );
      const attempts = Array.from({ length: 30 }, (_, index) => ({
        to: mine,
        data: forged,
        gas: 200_000 + index * 60_000,
      }));
      return (await world.send(attempts)).includes(true);
    },
  },
  {
    number: 12,
    name: 'lengths in the calldata that promise more than there is, so that the account chokes instead of refusing',
    defence: 'offsets and lengths are checked against the calldata before anything is copied',
    rebuilt: 'account',
    removal: [
      {
        file: 'contracts/membership/AccountKeys.sol',
        find: `signers.areWithinCalldata() &&
            signatures.areWithinCalldata() &&`,
        put: '',
      },
    ],
    async succeeds(world) {
      const key = await world.key();
      const mine = await world.account([key.signer]);
      const honest = encodeSignatures([key.signer], [key.sign(await world.executeDigest(mine, [], 0n))]);
      // The last word of the encoding's head of signatures: the first one's length becomes 2^255.
      const bytes = hexToBytes(honest);
      const signaturesAt = Number(BigInt(slice(honest, 32, 64)));
      bytes[signaturesAt + 64] = 0x80;
      const refusal = await whyRefused(world, mine, world.execute([], 0n, bytesToHex(bytes)));
      return refusal !== selectorOfInvalidSignature;
    },
  },
];

/** AccountInvalidSignature(bytes32). */
const selectorOfInvalidSignature = slice(keccak256(toHex('AccountInvalidSignature(bytes32)')), 0, 4);

async function accepts(world: AttackWorld, key: Key, signature: Hex): Promise<boolean> {
  const args = [slice(key.signer, 20), hash, signature] as const;
  const data = encodeFunctionData({ abi: verifierAbi, functionName: 'verify', args });
  return (await world.read(world.verifier, data)).startsWith('0x024ad318');
}

/** The selector of the error that a call reverts with; '0x' for none. */
async function whyRefused(world: AttackWorld, to: Hex, data: Hex): Promise<Hex> {
  try {
    await world.read(to, data);
    return '0x';
  } catch (error) {
    return revertSelector(error);
  }
}

function revertSelector(error: unknown): Hex {
  if (typeof error !== 'object' || error === null || !('data' in error)) return '0x';
  const { data } = error;
  if (typeof data === 'string') return data.length >= 10 && data.startsWith('0x') ? `0x${data.slice(2, 10)}` : '0x';
  return revertSelector(data);
}
