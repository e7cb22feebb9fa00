import { randomBytes } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import type { Hex } from 'viem';
import { NodeError } from '../protocol/errors.ts';

/**
 * The key that relays calls, made when there is none. It has no authority; it is kept from other users of the machine
 * (mode 0600) because whoever has it can put nonces of this node in disorder. Throws 'RELAY_KEY_INVALID'.
 */
export async function openRelayKey(path: string): Promise<Hex> {
  const existing = await readKey(path);
  if (existing !== undefined) return existing;
  const key: Hex = `0x${randomBytes(32).toString('hex')}`;
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(`${key}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return key;
}

async function readKey(path: string): Promise<Hex | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  const text = (await readFile(path, 'utf8')).trim();
  if (!/^0x[0-9a-f]{64}$/.test(text)) throw new NodeError('RELAY_KEY_INVALID', { rule: '32 bytes of hexadecimal' });
  return `0x${text.slice(2)}`;
}
