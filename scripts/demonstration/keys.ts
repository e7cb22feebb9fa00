import { scrypt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demonstrationPassphrase } from '../../node/protocol/demonstration.ts';
import { newSeeds, type Scrypt, sealKeyFile } from '../../node/protocol/key-file.ts';
import { type KeyFile, parseKeyFile } from '../../node/protocol/key-file-format.ts';
import { generateAuthorityKey } from '../../node/protocol/signatures/native.ts';
import { type KeyHolderId, keyHolders } from './participants.ts';

export interface DemonstrationKey {
  file: string;
  keyFile: KeyFile;
}

export type DemonstrationKeys = Readonly<Record<KeyHolderId, DemonstrationKey>>;

/** The demonstration's key files, made where they are missing; all under the public passphrase. */
export async function ensureKeys(folder: string): Promise<DemonstrationKeys> {
  mkdirSync(folder, { recursive: true });
  const made = await Promise.all(keyHolders.map(({ id, name }) => ensureKey(join(folder, `${id}.json`), name)));
  const keyOf = (id: KeyHolderId): DemonstrationKey => {
    const key = made[keyHolders.findIndex((holder) => holder.id === id)];
    if (key === undefined) throw new Error(`no key for ${id}`);
    return key;
  };
  return {
    founder: keyOf('founder'),
    'mobility-agency': keyOf('mobility-agency'),
    'energy-agency': keyOf('energy-agency'),
    'environment-agency': keyOf('environment-agency'),
    'operator-north': keyOf('operator-north'),
    'operator-river': keyOf('operator-river'),
    'operator-prairie': keyOf('operator-prairie'),
    citizen: keyOf('citizen'),
  };
}

async function ensureKey(file: string, label: string): Promise<DemonstrationKey> {
  if (existsSync(file)) return { file, keyFile: parseKeyFile(JSON.parse(readFileSync(file, 'utf8'))) };
  const { seed, publicKey } = generateAuthorityKey();
  const keyFile = await sealKeyFile({
    label,
    seeds: { ...newSeeds(), authority: seed },
    authorityPublicKey: publicKey,
    passphrase: demonstrationPassphrase,
    scrypt: nativeScrypt,
  });
  writeFileSync(file, `${JSON.stringify(keyFile, undefined, 2)}\n`, { mode: 0o600 });
  return { file, keyFile };
}

/** Runs in threads, so that the keys of a city are sealed side by side. */
const nativeScrypt: Scrypt = (passphrase, salt, { N, r, p }) =>
  new Promise((resolve, reject) => {
    const maxmem = 256 * N * r;
    scrypt(passphrase, salt, 32, { N, r, p, maxmem }, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
