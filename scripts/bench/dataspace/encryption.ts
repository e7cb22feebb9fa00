import { randomBytes } from 'node:crypto';
import { deriveDataKeys } from '../../../node/protocol/dataset/data-key.ts';
import { sealContent } from '../../../node/protocol/dataset/seal-content.ts';

/** Megabytes (10^6) a second from plain bytes in memory to named encrypted blocks: AES-256-GCM, SHA-256, tree. */
export async function encryptionRate(mebibytes: number, rounds: number): Promise<number[]> {
  const chunk = new Uint8Array(randomBytes(1024 * 1024));
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const keys = await deriveDataKeys(crypto.getRandomValues(new Uint8Array(32)));
    const open = function* (): Generator<Uint8Array> {
      for (let count = 0; count < mebibytes; count += 1) yield chunk;
    };
    const started = performance.now();
    const sealing = sealContent([{ path: 'memory', open }], keys);
    while ((await sealing.next()).done !== true);
    rates.push((mebibytes * chunk.length) / 1000 / (performance.now() - started));
  }
  return rates;
}
