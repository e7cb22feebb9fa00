import { bytesToHex, encodeFunctionData } from 'viem';
import { nobleOf, pureMessage } from '../assurance/algorithms.ts';
import { type Draw, drawBytes, flipBit, seededDraw } from '../assurance/random.ts';
import { type Answer, type SolidityVerifiers, slhInternalAbi } from '../assurance/solidity-verifiers.ts';
import type { Check } from './kill-set.ts';

const noble = nobleOf['SLH-DSA-SHA2-128s'];
const forsAt = 16;
const treesAt = forsAt + 14 * 13 * 16;
const layerBytes = (35 + 9) * 16;

interface Signature {
  key: Uint8Array;
  hash: Uint8Array;
  signature: Uint8Array;
}

/** Two signatures of two keys, what may be around them, and a changed bit in every part: each FORS tree, chain, path. */
export function slhDsaChecks(seed: number): Check[] {
  const draw = seededDraw(seed);
  const first = signed(draw);
  const second = signed(draw);
  const yes = (name: string, one: Signature) => verify(name, 'accepted', one);
  const no = (name: string, one: Partial<Signature>) => verify(name, 'refused', { ...first, ...one });
  const longer = Uint8Array.of(...first.signature, 0);
  return [
    yes('a signature', first),
    yes('a signature of another key', second),
    no('another hash', { hash: second.hash }),
    no('another key', { key: second.key }),
    no('a signature of another message', { signature: second.signature }),
    ...parts(draw).map(({ name, bit }) => no(name, { signature: flipBit(first.signature, bit) })),
    ...[0, 127, 128, 255].map((bit) => no(`bit ${bit} of the key`, { key: flipBit(first.key, bit) })),
    ...[0, 255].map((bit) => no(`bit ${bit} of the hash`, { hash: flipBit(first.hash, bit) })),
    no('a signature too short', { signature: first.signature.slice(0, -1) }),
    no('a signature too long', { signature: longer }),
    no('no signature', { signature: new Uint8Array() }),
    no('a key too short', { key: first.key.slice(0, -1) }),
    no('a key too long', { key: Uint8Array.of(...first.key, 0) }),
    no('no key', { key: new Uint8Array() }),
    no('zeros', { signature: new Uint8Array(first.signature.length) }),
    no('a key of zeros', { key: new Uint8Array(32) }),
    ...internalChecks(first, longer),
    ...gasChecks(first),
  ];
}

function signed(draw: Draw): Signature {
  const { secretKey, publicKey } = noble.keygen(drawBytes(draw, 48));
  const hash = drawBytes(draw, 32);
  return { key: publicKey, hash, signature: noble.sign(hash, secretKey, { extraEntropy: drawBytes(draw, 16) }) };
}

function verify(name: string, expected: Answer, { key, hash, signature }: Signature): Check {
  return {
    name,
    expected,
    ask: (verifiers) => verifiers.ask('slhInternal', slhInternalAbi, 'verify', [key, hash, signature]),
  };
}

/** A bit of R, of every FORS secret and of two siblings, and of each layer's chains and siblings. */
function parts(draw: Draw): { name: string; bit: number }[] {
  const bit = (at: number) => (at + draw(16)) * 8 + draw(8);
  const found = [{ name: 'R', bit: bit(0) }];
  for (let tree = 0; tree < 14; tree += 1) {
    const at = forsAt + tree * 13 * 16;
    for (const node of [0, 1 + draw(12), 1 + draw(12)])
      found.push({ name: `FORS ${tree} ${node}`, bit: bit(at + node * 16) });
  }
  for (let layer = 0; layer < 7; layer += 1) {
    const at = treesAt + layer * layerBytes;
    for (let node = layer % 4; node < 44; node += 4)
      found.push({ name: `layer ${layer} ${node}`, bit: bit(at + node * 16) });
  }
  return found;
}

function internalChecks({ key, hash, signature }: Signature, longer: Uint8Array): Check[] {
  const message = pureMessage(hash) ?? hash;
  const ask =
    (name: string, ...args: Uint8Array[]) =>
    (verifiers: SolidityVerifiers) =>
      verifiers.ask('slhInternal', slhInternalAbi, name, args);
  return [
    { name: 'M\u2032', expected: 'accepted', ask: ask('verifyInternal', key, message, signature) },
    {
      name: 'M\u2032 of a pre-hashed message',
      expected: 'refused',
      ask: ask('verifyInternal', key, prehashed(message), signature),
    },
    { name: 'a signature too long, of M\u2032', expected: 'refused', ask: ask('verifyInternal', key, message, longer) },
    { name: 'memory is kept', expected: 'accepted', ask: ask('keepsMemory', key, message, signature) },
    {
      name: 'memory is kept, of a long message',
      expected: 'accepted',
      ask: ask('keepsMemory', key, new Uint8Array(500), signature),
    },
  ];
}

function prehashed(message: Uint8Array): Uint8Array {
  const changed = message.slice();
  changed[0] = 1;
  return changed;
}

/** A forgery whose last sibling is the root itself, at limits of gas up to all that a verification needs. */
function gasChecks({ key, hash, signature }: Signature): Check[] {
  const forged = flipBit(signature, 8 * 100);
  forged.set(key.subarray(16), forged.length - 16);
  const limits = Array.from({ length: 24 }, (_, index) => 30_000 + index * 35_000);
  return limits.map((gas) => ({
    name: `a forgery with ${gas} gas`,
    expected: 'refused',
    ask: async (verifiers) => {
      const args = [bytesToHex(key), bytesToHex(hash), bytesToHex(forged)] as const;
      const data = encodeFunctionData({ abi: slhInternalAbi, functionName: 'verify', args });
      return (await verifiers.askCalldata('slhInternal', data, gas)) === 'accepted' ? 'accepted' : 'refused';
    },
  }));
}
