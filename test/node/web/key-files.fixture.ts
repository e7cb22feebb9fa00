import { type Hex, hexToBytes } from 'viem';
import { newSeeds, sealKeyFile } from '../../../node/protocol/key-file.ts';
import type { KeyFile } from '../../../node/protocol/key-file-format.ts';
import type { KeySeeds } from '../../../node/protocol/key-secrets.ts';
import { slhDsaSha2_128s } from '../../../node/protocol/signatures/engine.ts';

/** Opens every key file of the page's tests. */
export const testPassphrase = 'a long passphrase of a test';

/** A key file of a test key, whose seed is one byte again and again (signers.fixture.ts). */
export async function sealTestKey(seedByte: number, publicKey: Hex): Promise<{ seeds: KeySeeds; file: KeyFile }> {
  const seeds = { ...newSeeds(), authority: new Uint8Array(slhDsaSha2_128s.seedBytes).fill(seedByte) };
  const options = { label: 'Test key', seeds, passphrase: testPassphrase, cost: 1024 };
  return { seeds, file: await sealKeyFile({ ...options, authorityPublicKey: hexToBytes(publicKey) }) };
}
