import { generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { ml_dsa44, ml_dsa65 } from '@noble/post-quantum/ml-dsa.js';
import { slh_dsa_sha2_128s } from '@noble/post-quantum/slh-dsa.js';
import { type BenchResult, median } from './result.ts';

interface Engine {
  id: string;
  sign(message: Uint8Array): Uint8Array;
  verify(message: Uint8Array, signature: Uint8Array): boolean;
}

/** Milliseconds to sign and to verify 32 bytes, for each algorithm in OpenSSL and in JavaScript: told, not judged. */
export function engineTimes(rounds: number): BenchResult[] {
  return engines().flatMap((engine) => timesOf(engine, rounds));
}

function timesOf(engine: Engine, rounds: number): BenchResult[] {
  const signing: number[] = [];
  const verifying: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const message = randomBytes(32);
    const start = performance.now();
    const signature = engine.sign(message);
    const signed = performance.now();
    if (!engine.verify(message, signature)) throw new RangeError(`${engine.id} refuses its own signature`);
    signing.push(signed - start);
    verifying.push(performance.now() - signed);
  }
  return [told(`${engine.id}.sign`, signing), told(`${engine.id}.verify`, verifying)];
}

function told(id: string, milliseconds: number[]): BenchResult {
  return { id, value: median(milliseconds), unit: 'ms', bar: 'told, not judged', ok: true, n: milliseconds.length };
}

function engines(): Engine[] {
  const native = {
    'slh-dsa-sha2-128s': generateKeyPairSync('slh-dsa-sha2-128s'),
    'ml-dsa-65': generateKeyPairSync('ml-dsa-65'),
    'ml-dsa-44': generateKeyPairSync('ml-dsa-44'),
  };
  const javascript = { 'slh-dsa-sha2-128s': slh_dsa_sha2_128s, 'ml-dsa-65': ml_dsa65, 'ml-dsa-44': ml_dsa44 };
  return [
    ...Object.entries(native).map(([name, pair]) => openssl(name, pair)),
    ...Object.entries(javascript).map(([name, algorithm]) => noble(name, algorithm)),
  ];
}

function openssl(name: string, pair: { publicKey: KeyObject; privateKey: KeyObject }): Engine {
  return {
    id: `pq.${name}.openssl`,
    sign: (message) => sign(null, message, pair.privateKey),
    verify: (message, signature) => verify(null, message, pair.publicKey, signature),
  };
}

function noble(name: string, algorithm: typeof ml_dsa65 | typeof slh_dsa_sha2_128s): Engine {
  const keys = algorithm.keygen();
  return {
    id: `pq.${name}.noble`,
    sign: (message) => algorithm.sign(message, keys.secretKey),
    verify: (message, signature) => algorithm.verify(signature, message, keys.publicKey),
  };
}
