import { hexToBytes, keccak256 } from 'viem';
import {
  expandMlDsaKey,
  type MlDsaParameters,
  mlDsa44,
  mlDsa65,
  mlDsaSignerKey,
} from '../../node/protocol/ml-dsa-expand.ts';
import { lengths, nobleOf, pureMessage } from '../assurance/algorithms.ts';
import { type Draw, drawBytes, flipBit, seededDraw } from '../assurance/random.ts';
import { type Answer, mlInternalAbi, type SolidityVerifiers } from '../assurance/solidity-verifiers.ts';
import type { Check } from './kill-set.ts';

/** What of FIPS 204, table 1, the checks need. */
const sets = [
  { parameters: mlDsa44, suffix: '44', zBits: 18, beta: 78, challenge: 32, omega: 80 },
  { parameters: mlDsa65, suffix: '65', zBits: 20, beta: 196, challenge: 48, omega: 55 },
] as const;
type Set = (typeof sets)[number];

interface Signature {
  key: Uint8Array;
  hash: Uint8Array;
  signature: Uint8Array;
}

/** For both sets: signatures, a changed bit in every part, edges of norm and hints, lengths, keys that are not what they say. */
export function mlDsaChecks(seed: number): Check[] {
  const draw = seededDraw(seed);
  const all = sets.map((set) => ({ set, first: signed(set, draw), second: signed(set, draw) }));
  return [
    ...all.map(({ set, first }) => verify(set, 'a signature', 'accepted', first)),
    ...all.map(({ set, second }) => verify(set, 'a signature of another key', 'accepted', second)),
    ...all.flatMap(({ set, first, second }) => refusals(set, draw, first, second)),
    ...all.flatMap(({ set, first }) => hintChecks(set, first)),
    ...all.flatMap(({ set, first }) => keyChecks(set, first)),
    ...all.flatMap(({ set }) => boundChecks(set)),
    ...all.flatMap(({ set }) => messageChecks(set, draw)),
  ];
}

function signed(set: Set, draw: Draw): Signature {
  const noble = nobleOf[set.parameters.name];
  const { secretKey, publicKey } = noble.keygen(drawBytes(draw, 32));
  for (;;) {
    const hash = drawBytes(draw, 32);
    const signature = noble.sign(hash, secretKey, { extraEntropy: drawBytes(draw, 32) });
    // With room for two hints more, and two in the last row, as nearly all have.
    const [before = 0, used = 0] = signature.slice(-2);
    if (used <= set.omega - 2 && used - before >= 2) return { key: publicKey, hash, signature };
  }
}

function verify(set: Set, name: string, expected: Answer, { key, hash, signature }: Signature): Check {
  return asked(set, name, expected, async (verifiers) => [
    await verifiers.signerKey(set.parameters.name, key),
    hash,
    signature,
  ]);
}

function asked(
  { suffix }: Set,
  name: string,
  expected: Answer,
  args: (verifiers: SolidityVerifiers) => Promise<Uint8Array[]>,
  method = 'verify',
): Check {
  return {
    name: `${suffix}: ${name}`,
    expected,
    ask: async (verifiers) => verifiers.ask('mlInternal', mlInternalAbi, `${method}${suffix}`, await args(verifiers)),
  };
}

function refusals(set: Set, draw: Draw, first: Signature, second: Signature): Check[] {
  const no = (name: string, one: Partial<Signature>) => verify(set, name, 'refused', { ...first, ...one });
  const { signature, key, hash } = first;
  const zEnd = signature.length - set.omega - set.parameters.rows;
  const bits = [
    ...Array.from({ length: set.challenge }, (_, byte) => byte * 8 + draw(8)),
    ...Array.from({ length: 12 }, () => (set.challenge + draw(zEnd - set.challenge)) * 8 + draw(8)),
    ...Array.from({ length: 8 }, () => (zEnd + draw(signature.length - zEnd)) * 8 + draw(8)),
  ];
  return [
    no('another hash', { hash: second.hash }),
    no('another key', { key: second.key }),
    ...bits.map((bit) => no(`bit ${bit}`, { signature: flipBit(signature, bit) })),
    no('another bit of the hash', { hash: flipBit(hash, 0) }),
    no('a signature too short', { signature: signature.slice(0, -1) }),
    no('a signature too long', { signature: Uint8Array.of(...signature, 0) }),
    no('no signature', { signature: new Uint8Array() }),
    no('zeros', { signature: new Uint8Array(signature.length) }),
    asked(set, 'a key too long', 'refused', async (v) => [
      Uint8Array.of(...(await v.signerKey(set.parameters.name, key)), 0),
      hash,
      signature,
    ]),
    asked(set, 'a key too short', 'refused', async (v) => [
      (await v.signerKey(set.parameters.name, key)).slice(0, -1),
      hash,
      signature,
    ]),
    asked(set, 'a bare key', 'refused', async () => [key, hash, signature]),
    asked(
      set,
      'too long, of M\u2032',
      'refused',
      async (v) => [
        await v.signerKey(set.parameters.name, key),
        pureMessage(hash) ?? hash,
        Uint8Array.of(...signature, 0),
      ],
      'verifyInternal',
    ),
    asked(
      set,
      'a long key, of M\u2032',
      'refused',
      async (v) => [
        Uint8Array.of(...(await v.signerKey(set.parameters.name, key)), 0),
        pureMessage(hash) ?? hash,
        signature,
      ],
      'verifyInternal',
    ),
  ];
}

/** HintBitUnpack (FIPS 204, algorithm 21): twice, out of order, behind the last, counts that fall or pass omega. */
function hintChecks(set: Set, first: Signature): Check[] {
  const { signature } = first;
  const at = signature.length - set.omega - set.parameters.rows;
  const last = signature.length - 1;
  const [before = 0, used = 0] = signature.slice(-2);
  const changed = (change: (bytes: Uint8Array) => void) => {
    const bytes = signature.slice();
    change(bytes);
    return bytes;
  };
  const twice = (place: number) =>
    changed((bytes) => {
      const row = [...signature.slice(at + before, at + used), place, place].sort((a, b) => a - b);
      bytes.set(row, at + before);
      bytes[last] = used + 2;
    });
  const swapped = changed((bytes) => {
    bytes[at + used - 2] = signature[at + used - 1] ?? 0;
    bytes[at + used - 1] = signature[at + used - 2] ?? 0;
  });
  const named: [string, Uint8Array][] = [
    // Where the second hint undoes the first, a verifier that allows it accepts: half of the places, whichever they are.
    ...Array.from({ length: 24 }, (_, index) => index * 11).map((place): [string, Uint8Array] => [
      `hint ${place} twice`,
      twice(place),
    ]),
    ['hints out of order', swapped],
    ...[1, 255].flatMap((value): [string, Uint8Array][] => [
      [`${value} behind the last hint`, changed((bytes) => bytes.set([value], at + used))],
      [`${value} at the end of the hints`, changed((bytes) => bytes.set([value], at + set.omega - 1))],
    ]),
    ['more hints than omega', changed((bytes) => bytes.set([set.omega + 1], last))],
    ['255 hints', changed((bytes) => bytes.set([255], last))],
    ['a count that falls', changed((bytes) => bytes.set([used + 1], last - 1))],
    ['one hint less', changed((bytes) => bytes.set([used - 1], last))],
  ];
  return named.map(([name, bytes]) => verify(set, name, 'refused', { ...first, signature: bytes }));
}

/** Data contracts that are missing, changed, cut or moved, under honest commitments and others. */
function keyChecks(set: Set, { key, hash, signature }: Signature): Check[] {
  const expanded = expandMlDsaKey(set.parameters as MlDsaParameters, key);
  const with_ = (name: string, expected: Answer, keyOf: (v: SolidityVerifiers) => Promise<Uint8Array>) =>
    asked(set, name, expected, async (v) => [await keyOf(v), hash, signature]);
  const headAt = async (v: SolidityVerifiers, tail: Uint8Array) => expanded.head(hexToBytes(await v.store(tail)));
  const keyTo = async (v: SolidityVerifiers, head: Uint8Array) => mlDsaSignerKey(hexToBytes(await v.store(head)), head);
  const nowhere = hexToBytes('0x00000000000000000000000000000000000a11ce');
  return [
    with_('the key stored again', 'accepted', async (v) => keyTo(v, await headAt(v, expanded.tail))),
    // Honest expansions of this very key, so that nothing but the hash can refuse them.
    with_('a head under the commitment of another', 'refused', async (v) => {
      const head = await headAt(v, expanded.tail);
      return mlDsaSignerKey(hexToBytes(await v.store(head)), flipBit(head, 8 * 100));
    }),
    with_('a head that does not commit to its tail', 'refused', async (v) => {
      const head = await headAt(v, expanded.tail);
      return keyTo(v, flipBit(head, 8 * 30));
    }),
    with_('a tail that the head does not commit to', 'refused', async (v) =>
      keyTo(v, await headAt(v, flipBit(expanded.tail, 8 * 16_000))),
    ),
    with_('a tail too short', 'refused', async (v) => {
      // 0x00 and rows 3 to 5, without their last byte.
      const tail = expanded.tail.slice(0, 0x4000);
      const head = await headAt(v, tail);
      head.set(hexToBytes(keccak256(tail)), 21);
      return keyTo(v, head);
    }),
    with_('a pointer without code', 'refused', async () => Uint8Array.of(...nowhere, ...new Uint8Array(32))),
    with_('a pointer without code, committed to', 'refused', async () =>
      Uint8Array.of(...nowhere, ...hexToBytes(keccak256('0x'))),
    ),
  ];
}

/** |z| < gamma_1 - beta to the last value, in two places of every polynomial. */
function boundChecks(set: Set): Check[] {
  const top = 2 ** set.zBits;
  const edges = [
    [0, 'refused'],
    [set.beta, 'refused'],
    [set.beta + 1, 'accepted'],
    [top - set.beta - 1, 'accepted'],
    [top - set.beta, 'refused'],
    [top - 1, 'refused'],
  ] as const;
  const short = new Uint8Array(lengths[set.parameters.name].signature - 1);
  const ofLength = asked(set, 'z of a signature too short', 'refused', async () => [short], 'responseInBounds');
  const ofValues = Array.from({ length: set.parameters.columns }, (_, column) => column).flatMap((column) =>
    edges.flatMap(([code, expected]) =>
      [column * 256 + ((column * 67 + 5) % 256), column * 256 + 255].map((at) =>
        asked(set, `z code ${code} at ${at}`, expected, async () => [responseOf(set, at, code)], 'responseInBounds'),
      ),
    ),
  );
  return [ofLength, ...ofValues];
}

/** z with code gamma_1 (0) everywhere but at one place. */
function responseOf({ parameters, zBits, challenge }: Set, place: number, code: number): Uint8Array {
  const bytes = new Uint8Array(lengths[parameters.name].signature);
  for (let i = 0; i < parameters.columns * 256; i += 1) {
    const value = i === place ? code : 2 ** (zBits - 1);
    for (let bit = 0; bit < zBits; bit += 1) {
      const at = i * zBits + bit;
      const byte = challenge + (at >> 3);
      bytes[byte] = (bytes[byte] ?? 0) | (((value >> bit) & 1) << (at & 7));
    }
  }
  return bytes;
}

/** Lengths of M' around the ends of SHAKE's blocks: tr has 64 of 136 bytes. */
function messageChecks(set: Set, draw: Draw): Check[] {
  const noble = nobleOf[set.parameters.name];
  const { secretKey, publicKey } = noble.keygen(drawBytes(draw, 32));
  return [0, 1, 70, 71, 72, 73, 207, 208, 700].map((length) => {
    const message = drawBytes(draw, length);
    const signature = noble.internal.sign(message, secretKey, { extraEntropy: drawBytes(draw, 32) });
    return asked(
      set,
      `M\u2032 of ${length} bytes`,
      'accepted',
      async (v) => [await v.signerKey(set.parameters.name, publicKey), message, signature],
      'verifyInternal',
    );
  });
}
