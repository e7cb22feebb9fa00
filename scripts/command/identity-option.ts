import { readFileSync } from 'node:fs';
import { type Address, hexToBytes, sha256 } from 'viem';
import type { NodeClient } from '../../node/client/client.ts';
import type { RequestSigner } from '../../node/protocol/http-signature/sign.ts';
import { openKeyFile } from '../../node/protocol/key-file.ts';
import { type KeyFile, parseKeyFile } from '../../node/protocol/key-file-format.ts';
import { nativeMlDsa65 } from '../../node/protocol/signatures/native-ml-dsa-65.ts';
import { argumentInvalid } from './run-command.ts';

/** The option by which a command signs its requests as a participant (RFC 9421). */
export const identityOption = { as: { type: 'string' }, 'passphrase-file': { type: 'string' } } as const;

export const identityUsage = `  --as KEYFILE  ask as the participant whose ML-DSA-65 key this file holds; the passphrase is typed, or comes from
                QDT_PASSPHRASE or --passphrase-file`;

/** A signer of requests from a key file. Its seed stays in this process's memory until it ends. */
export async function openRequestSigner(
  client: Pick<NodeClient, 'participants'>,
  { file, passphrase }: { file: string; passphrase: string },
): Promise<RequestSigner> {
  const keyFile = parseKeyFile(JSON.parse(readFileSync(file, 'utf8')));
  const secrets = await openKeyFile(keyFile, passphrase);
  const seed = secrets.mlDsa65Seed();
  secrets.close();
  return {
    account: await accountOf(client, keyFile),
    publicKey: hexToBytes(keyFile.mlDsa65.publicKey),
    sign: (base) => nativeMlDsa65.sign(seed, base),
    now: () => Date.now() / 1000,
    nonce: () => crypto.randomUUID(),
  };
}

/** The participant who registered the file's key; the file's own account is only a note. */
async function accountOf(client: Pick<NodeClient, 'participants'>, { mlDsa65 }: KeyFile): Promise<Address> {
  const registered = sha256(mlDsa65.publicKey);
  const { participants } = await client.participants();
  const participant = participants.find(({ mlDsa65Key }) => mlDsa65Key.toLowerCase() === registered);
  if (participant === undefined) throw argumentInvalid('holds a key that a participant registered', 'as');
  return participant.account;
}
