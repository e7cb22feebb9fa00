import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { bytesToHex, type Hex, isHex, size } from 'viem';
import { argumentInvalid } from '../command/run-command.ts';

interface ClaimFile {
  readonly format: 'qdt-claim/1';
  readonly salt: Hex;
}

/**
 * The salt of a claim, kept beside its sample, for its owner's eyes only, until the reveal: whoever stops in between goes on
 * with the same command. Made where there is none.
 */
export function claimSalt(path: string): Hex {
  if (existsSync(path)) {
    const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!isClaimFile(file)) throw argumentInvalid('is a file of format qdt-claim/1', path);
    return file.salt;
  }
  const file: ClaimFile = {
    format: 'qdt-claim/1',
    salt: bytesToHex(crypto.getRandomValues(new Uint8Array(32))),
  };
  writeFileSync(path, `${JSON.stringify(file)}\n`, { flag: 'wx', mode: 0o600 });
  return file.salt;
}

function isClaimFile(file: unknown): file is ClaimFile {
  return (
    typeof file === 'object' &&
    file !== null &&
    'format' in file &&
    file.format === 'qdt-claim/1' &&
    'salt' in file &&
    isHex(file.salt) &&
    size(file.salt) === 32
  );
}
